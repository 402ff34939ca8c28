using System.Text.RegularExpressions;

namespace Tango.Cli;

/// <summary>The kinds of lines that <c>dotnet build</c> prints.</summary>
internal static partial class BuildLine
{
    /// <summary>Whether it is an error or a warning of any tool.</summary>
    public static bool IsProblem(string line) => Problem().IsMatch(line);

    /// <summary>Whether it is a line of a plan.</summary>
    public static bool IsPlan(string line) => line.StartsWith("    Tango  ", StringComparison.Ordinal) || PlanHead().IsMatch(line);

    /// <summary>Whether it is a command to a build server, which must reach it as it is.</summary>
    public static bool IsServerCommand(string line) => ServerCommand().IsMatch(line);

    /// <summary>Whether a problem is an error.</summary>
    public static bool IsError(string line) => Problem().Match(line).Groups["kind"].Value == "error";

    // ORIGIN : [SUBCATEGORY] error [CODE]: text
    [GeneratedRegex(@"(^\s*|: \s*(\w+ ){0,3})(?<kind>error|warning)( \w+)? ?: ")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\s*\S.* -> (nothing to run|.*\d+ (to run|blocked|cached))")]
    private static partial Regex PlanHead();

    [GeneratedRegex(@"^\s*(::|##vso\[)")]
    private static partial Regex ServerCommand();
}
