using Spectre.Console;

namespace Tango.Cli.Tests;

/// <summary>Runs command lines in this process.</summary>
internal static class CliRun
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, and what was written to standard output and standard error.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 1000;
        var code = await new CommandTree(new CliContext(folder, output, error, console)).RunAsync(arguments);
        return (code, string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())), error.ToString());
    }
}
