using System.CommandLine;

namespace Tango.Cli;

/// <summary>The options that all commands have.</summary>
internal static class CommonOptions
{
    /// <summary>Whether the output is JSON.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Write JSON for tools instead of text for people.", Recursive = true };

    /// <summary>The directory of the run records.</summary>
    public static Option<string?> Runs { get; } = new("--runs")
    {
        Description = "The directory of the run records, if it is not .tango/runs at the root of the repository.",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>The workspace of a command line.</summary>
    public static Workspace WorkspaceOf(this ParseResult arguments, CliContext context) =>
        Workspace.At(context.Folder, arguments.GetValue(Runs), message => context.Error.WriteLine($"tango: {Diagnostics.PrintableText.Line(message)}"));
}
