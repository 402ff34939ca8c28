using System.Collections.Immutable;
using Tango.Graph;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>Short ways to declare and to show what was declared.</summary>
internal static class Declared
{
    public static StepDeclaration Step(string name, params (string Name, string Value)[] values) =>
        new(name, [.. values.Select(value => new DeclaredValue.Text(value.Name, value.Value))]);

    /// <summary>All values in alphabetical order: <c>Epochs=20</c>, and for lists <c>Layers=64;32 [64|32]</c>.</summary>
    public static string Show(StepDeclaration declaration) => string.Join(", ", declaration.Values
        .Cast<DeclaredValue.Text>()
        .OrderBy(value => value.Name, StringComparer.Ordinal)
        .Select(value => $"{value.Name}={value.Value}{ShowParts(value.Parts)}"));

    private static string ShowParts(ImmutableArray<string> parts) => parts.IsDefault ? "" : $" [{string.Join('|', parts)}]";
}
