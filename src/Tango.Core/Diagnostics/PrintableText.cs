using System.Text;

namespace Tango.Diagnostics;

/// <summary>
/// Makes texts of steps safe to print. A terminal obeys control characters: they would clear the screen, change its title, reorder a line or begin one that looks like another
/// program's. They become visible instead. Build servers obey some lines, too (<see cref="ServerCommands"/>). Logs in files keep what was printed.
/// </summary>
internal static class PrintableText
{
    // "Symbol for null"; those of the other control characters follow.
    private const char Pictures = '\u2400';
    private const char Delete = '\u007F';
    private const char DeletePicture = '\u2421';
    private const char LineBreak = '\u240A';

    /// <summary>The text as one line.</summary>
    public static string Line(string text) => Make(text, keepsLines: false);

    /// <summary>The text with its line feeds; only for a text whose lines are Tango's own.</summary>
    public static string Lines(string text) => Make(text, keepsLines: true);

    private static string Make(string text, bool keepsLines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsPrintable(text[i]))
                return ServerCommands.Disarm(Replace(text, i, keepsLines));
        }

        return ServerCommands.Disarm(text);
    }

    private static string Replace(string text, int start, bool keepsLines)
    {
        var made = new StringBuilder(text, 0, start, text.Length + 16);
        for (var i = start; i < text.Length; i++)
        {
            var isPair = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            if (!isPair)
                Append(made, text[i], keepsLines);
        }

        return made.ToString();
    }

    private static void Append(StringBuilder made, char character, bool keepsLines)
    {
        _ = character switch
        {
            '\n' when keepsLines => made.Append(character),
            '\t' => made.Append(' '),
            '\r' or '\u0085' or '\u2028' or '\u2029' => made.Append(LineBreak),
            < ' ' => made.Append((char)(Pictures + character)),
            Delete => made.Append(DeletePicture),
            _ when IsPrintable(character) => made.Append(character),
            _ => made.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
        };
    }

    // C0, C1, the separators that end lines, and what sets the direction of text.
    private static bool IsPrintable(char character) =>
        character is >= ' ' and < Delete
        || (character > '\u009F' && character is not ('\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069')));
}
