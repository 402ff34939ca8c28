using Spectre.Console.Rendering;
using Tango.Diagnostics;

namespace Tango.Cli.Output;

/// <summary>A piece of text in one style. Nothing in it is a command of the terminal: it may come from a step.</summary>
internal readonly struct TextCell
{
    private readonly string? _style;

    /// <param name="text">One line; null: nothing.</param>
    /// <param name="style"><c>dim</c>, <c>red</c>, <c>yellow</c> or <c>green</c>; null: none.</param>
    public TextCell(string? text, string? style = null)
    {
        Text = PrintableText.Line(text ?? "");
        _style = style;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How many columns of a terminal it takes.</summary>
    public int Width => System.Text.Ascii.IsValid(Text) ? Text.Length : new Segment(Text).CellCount();

    /// <summary>The text with the codes of a terminal.</summary>
    /// <param name="hasColors">Whether the output obeys such codes.</param>
    public string Format(bool hasColors) => hasColors && Text.Length > 0 && CodeOf(_style) is { } code ? $"\u001b[{code}m{Text}\u001b[0m" : Text;

    private static string? CodeOf(string? style) => style switch
    {
        null => null,
        "dim" => "2",
        "red" => "31",
        "green" => "32",
        "yellow" => "33",
        _ => throw new ArgumentException($"There is no style '{style}'.", nameof(style)),
    };
}
