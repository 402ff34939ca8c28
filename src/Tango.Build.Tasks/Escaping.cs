using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tango.Build.Tasks;

/// <summary>MSBuild's escapes, e.g. <c>%3B</c> for a semicolon that is not a separator.</summary>
internal static class Escaping
{
    private const char LastSpecial = '@';

    /// <summary>Replaces each <c>%</c> with two hexadecimal digits by its character; any other <c>%</c> is not changed.</summary>
    public static string Unescape(string text)
    {
        var escape = text.IndexOf('%');
        return escape < 0 ? text : Unescape(text, escape);
    }

    /// <summary>Replaces each character with a meaning in MSBuild by its escape.</summary>
    public static string Escape(string text)
    {
        // Without the framework's search methods: there are many short texts, and generic code would be compiled again in every build.
        var first = 0;
        while (first < text.Length && (text[first] > LastSpecial || !IsSpecial(text[first])))
            first++;

        return first == text.Length ? text : Escape(text, first);
    }

    /// <summary>The values of an escaped list. As in MSBuild, white space around them and empty values are ignored.</summary>
    public static ImmutableArray<string> SplitList(string escaped)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        while (start <= escaped.Length)
        {
            var end = escaped.IndexOf(';', start);
            if (end < 0)
                end = escaped.Length;

            var part = escaped.AsSpan(start, end - start).Trim();
            if (part.Length > 0)
                parts.Add(Unescape(part.ToString()));

            start = end + 1;
        }

        return parts.DrainToImmutable();
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
