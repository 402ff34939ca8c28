using System.Text.RegularExpressions;

namespace Tango.Cli;

/// <summary>The kinds of lines that <c>dotnet build</c> prints.</summary>
internal static partial class BuildLine
{
    /// <summary>Whether it is an error or a warning of any tool.</summary>
    public static bool IsProblem(string line) => Problem().IsMatch(line);

    /// <summary>Whether it is a line of a plan.</summary>
    public static bool IsPlan(string line) => line.StartsWith("    Tango  ", StringComparison.Ordinal) || PlanHead().IsMatch(line);

    [GeneratedRegex(@"(^|[:)] )\s*(error|warning)( [A-Z]+\d+)?: ")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\s*\S+ -> .*\d+ (to run|blocked|cached)|^\s*\S+ -> nothing to run")]
    private static partial Regex PlanHead();
}
