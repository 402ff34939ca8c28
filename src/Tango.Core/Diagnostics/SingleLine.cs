using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tango.Diagnostics;

/// <summary>Shows text of users on one line of a message: line ends and other control characters are escaped as in C# strings.</summary>
internal static class SingleLine
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(IsControl)]);

    /// <summary>The text on one line: <c>first\nsecond</c>.</summary>
    public static string From(string text)
    {
        if (!text.AsSpan().ContainsAny(Controls))
            return text;

        var line = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when IsControl(character) => line.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    // The Unicode separators of lines and paragraphs end a line as well.
    private static bool IsControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
