using System.Globalization;
using System.Text;

namespace Tango.Build.Tasks;

/// <summary>MSBuild's escapes: <c>%3B</c> for a semicolon that separates nothing, and so on.</summary>
internal static class Escaping
{
    private const char LastSpecial = '@';

    /// <summary>Replaces each <c>%</c> with two hexadecimal digits by its character; any other <c>%</c> stays.</summary>
    public static string Unescape(string text)
    {
        var escape = text.IndexOf('%');
        return escape < 0 ? text : Unescape(text, escape);
    }

    /// <summary>Replaces each character that means something to MSBuild by its escape.</summary>
    public static string Escape(string text)
    {
        // No search by the framework, vectorised or not: texts are short, there are many, and what is generic in it would be compiled anew in every build.
        var first = 0;
        while (first < text.Length && (text[first] > LastSpecial || !IsSpecial(text[first])))
            first++;

        return first == text.Length ? text : Escape(text, first);
    }

    private static bool IsSpecial(char character) => character is '%' or '*' or '?' or '@' or '$' or '(' or ')' or ';' or '\'';

    private static string Escape(string text, int first)
    {
        var escaped = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var character in text.AsSpan(first))
        {
            if (IsSpecial(character))
                escaped.Append('%').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture));
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static string Unescape(string text, int firstEscape)
    {
        var unescaped = new StringBuilder(text, 0, firstEscape, text.Length);
        for (var i = firstEscape; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && TryReadHex(text.AsSpan(i + 1, 2), out var character))
            {
                unescaped.Append(character);
                i += 2;
            }
            else
            {
                unescaped.Append(text[i]);
            }
        }

        return unescaped.ToString();
    }

    private static bool TryReadHex(ReadOnlySpan<char> digits, out char character)
    {
        var read = byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        character = (char)code;
        return read;
    }
}
