using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tango.Reports;

/// <summary>
/// Families of steps: those whose names differ only in numbers, as in a sweep. They are shown as one where single ones would be too many: <c>feature-1-*</c>, or with all numbers
/// left out, <c>feature-*-*</c>.
/// </summary>
internal static partial class StepFamilies
{
    /// <summary>The families with names by their numbers: first the last one is left out, then all.</summary>
    public static ImmutableArray<Func<string, string>> Levels { get; } = [static name => LastNumber().Replace(name, "*", 1), static name => Numbers().Replace(name, "*")];

    [GeneratedRegex(@"[0-9]+(?=[^0-9]*\z)", RegexOptions.CultureInvariant)]
    private static partial Regex LastNumber();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
