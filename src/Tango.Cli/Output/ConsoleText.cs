using Spectre.Console;

namespace Tango.Cli.Output;

/// <summary>Writes styled lines and tables, plain where the output is no terminal.</summary>
internal static class ConsoleText
{
    /// <summary>Writes a table.</summary>
    public static void Write(this IAnsiConsole console, TextTable table) => table.Write(console.Profile.Out.Writer, console.HasColors());

    /// <summary>Writes a line.</summary>
    /// <param name="style">As of <see cref="TextCell"/>.</param>
    public static void WriteLine(this IAnsiConsole console, string text, string? style) => console.Profile.Out.Writer.WriteLine(new TextCell(text, style).Format(console.HasColors()));

    /// <summary>Whether the output obeys the codes of terminals for colours.</summary>
    public static bool HasColors(this IAnsiConsole console) => console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
}
