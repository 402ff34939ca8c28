using System.Text.RegularExpressions;

namespace Tango.Cli;

/// <summary>The kinds of lines that <c>dotnet build</c> prints.</summary>
internal static partial class BuildLine
{
    /// <summary>How many lines explain a failure that gave no error.</summary>
    public const int ShownOfOthers = 20;

    /// <summary>Whether it is an error or a warning of any tool.</summary>
    public static bool IsProblem(string line) => Problem().IsMatch(line);

    /// <summary>Whether a project says what became of its pipeline.</summary>
    public static bool IsOutcome(string line) => Outcome().IsMatch(line);

    /// <summary>Whether it is a line of a plan.</summary>
    public static bool IsPlan(string line) => line.StartsWith("    Tango  ", StringComparison.Ordinal) || PlanHead().IsMatch(line);

    /// <summary>Whether it is a command to a build server, which must reach it as it is.</summary>
    public static bool IsServerCommand(string line) => ServerCommand().IsMatch(line);

    /// <summary>Whether a problem is an error.</summary>
    public static bool IsError(string line) => Problem().Match(line).Groups["kind"].Value == "error";

    /// <summary>What a build that failed has to say: its errors and warnings, each once; without an error, as it may not have come so far, the end of all that it printed.</summary>
    public static IReadOnlyList<string> Explain(IReadOnlyList<string> lines)
    {
        string[] problems = [.. lines.Where(IsProblem).Select(line => line.Trim()).Distinct(StringComparer.Ordinal)];
        return problems.Any(IsError) ? problems : [.. problems, .. lines.Where(line => !IsProblem(line) && !string.IsNullOrWhiteSpace(line)).TakeLast(ShownOfOthers)];
    }

    /// <summary>The line as it is, but what MSBuild says where there are no targets of Tango is said in words of who can mend it. A target that somebody has misspelt, whatever it is called, is none that the tool asks for.</summary>
    public static string Clarify(string line) => MissingTarget().Replace(line, "error MSB4057: The project does not refer to the package Tango.Build, or it is not restored. To add it: tango init. To restore it: dotnet restore.${project}");

    [GeneratedRegex("error MSB4057: .*?\"(" + BuildTarget.Plan + "|" + BuildTarget.Report + "|" + BuildTarget.Debug + "|" + BuildTarget.WriteRemoteCache + @")"".*?(?<project> \[.+\])?$")]
    private static partial Regex MissingTarget();

    // ORIGIN : [SUBCATEGORY] error [CODE]: text
    [GeneratedRegex(@"(^\s*|: \s*(\w+ ){0,3})(?<kind>error|warning)( \w+)? ?: ")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\s*\S.* -> (nothing to run|.*\d+ (to run|blocked|cached))")]
    private static partial Regex PlanHead();

    [GeneratedRegex(@"^\s*(\d+>)?Tango: ")]
    private static partial Regex Outcome();

    [GeneratedRegex(@"^\s*(::|##vso\[)")]
    private static partial Regex ServerCommand();
}
