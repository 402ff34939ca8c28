using Spectre.Console;
using Tango.Diagnostics;

namespace Tango.Cli.Output;

/// <summary>Tables without lines, as command-line tools print them: readable, and easy to cut and grep.</summary>
internal static class Tables
{
    /// <summary>An empty table.</summary>
    /// <param name="columns">The heads; one that begins with <c>&gt;</c> is aligned to the right.</param>
    public static Table Create(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            table.AddColumn(new TableColumn($"[dim]{Markup.Escape(column.TrimStart('>'))}[/]") { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        return table;
    }

    /// <summary>Writes a line.</summary>
    public static void WriteLine(this IAnsiConsole console, string? text, string style)
    {
        console.Write(Cell(text, style));
        console.WriteLine();
    }

    /// <summary>A cell with a text that may come from a step: nothing in it is a command of the terminal or of the console library.</summary>
    public static Markup Cell(string? text, string? style = null)
    {
        var escaped = Markup.Escape(PrintableText.Line(text ?? ""));
        return new(style is null || escaped.Length == 0 ? escaped : $"[{style}]{escaped}[/]");
    }
}
