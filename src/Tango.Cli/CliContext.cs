using System.Text;
using Spectre.Console;
using Tango.Cli.Output;

namespace Tango.Cli;

/// <summary>What a command reads and writes.</summary>
/// <param name="Folder">The current folder, a full path.</param>
/// <param name="Out">Standard output, without formatting.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Console">Standard output as a console: coloured and as wide as the terminal, or plain if it is none.</param>
internal sealed record CliContext(string Folder, TextWriter Out, TextWriter Error, IAnsiConsole Console)
{
    // Nothing wraps in a file or a pipe.
    private const int WidthOfFiles = 10_000;

    /// <summary>Those of this process.</summary>
    public static CliContext OfProcess()
    {
        var output = System.Console.IsOutputRedirected ? new StreamWriter(OpenOutput(), new UTF8Encoding(false)) { AutoFlush = true } : System.Console.Out;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = System.Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = System.Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (System.Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles;

        return new(Directory.GetCurrentDirectory(), output, System.Console.Error, console);
    }

    private static Stream OpenOutput() => OperatingSystem.IsWindows() ? System.Console.OpenStandardOutput() : new PipeOutput(System.Console.OpenStandardOutput());
}
