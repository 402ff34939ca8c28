using System.Text.RegularExpressions;

namespace Tango.Diagnostics;

/// <summary>
/// Commands to build servers in texts of steps. The servers read the output of a build and obey <c>##vso[…]</c> (Azure Pipelines), <c>##[…]</c> (GitHub Actions),
/// <c>##teamcity[…]</c> anywhere in a line, and <c>::…::</c> (GitHub Actions) at the beginning of one: a step could set variables of later parts of a job.
/// </summary>
internal static partial class ServerCommands
{
    /// <summary>The text with a blank in each such command, so that it is one no more.</summary>
    public static string Disarm(string text)
    {
        if (text.Contains("##", StringComparison.Ordinal))
            text = Marked().Replace(text, "## $1[");

        return text.Contains("::", StringComparison.Ordinal) ? AtStart().Replace(text, "$1: :") : text;
    }

    [GeneratedRegex(@"##(\w*)\[", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^([^\S\n]*)::", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex AtStart();
}
