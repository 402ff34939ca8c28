using Spectre.Console;

namespace Tango.Cli.Output;

/// <summary>Writes styled lines and tables, plain where the output is no terminal.</summary>
internal static class ConsoleText
{
    /// <summary>Writes a table.</summary>
    public static void Write(this IAnsiConsole console, TextTable table) => table.Write(console.Profile.Out.Writer, HasColors(console));

    /// <summary>Writes a line.</summary>
    /// <param name="style">As of <see cref="TextCell"/>.</param>
    public static void WriteLine(this IAnsiConsole console, string text, string? style) => console.Profile.Out.Writer.WriteLine(new TextCell(text, style).Format(HasColors(console)));

    private static bool HasColors(IAnsiConsole console) => console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
}
