using System.Globalization;
using System.Text;

namespace Tango.Cli.Output;

/// <summary>Texts that are too long for their place.</summary>
internal static class CutText
{
    // What is before a difference tells where it is.
    private const int Before = 15;

    /// <summary>Cuts a text at a width of terminals: by columns and whole characters, of which a wide one takes two.</summary>
    /// <param name="width">In columns, at least 1.</param>
    public static string At(string text, int width)
    {
        if (new TextCell(text).Width <= width)
            return text;

        var cut = new StringBuilder();
        var used = 0;
        for (var characters = StringInfo.GetTextElementEnumerator(text); characters.MoveNext();)
        {
            var character = characters.GetTextElement();
            used += new TextCell(character).Width;
            if (used > width - 1)
                break;

            cut.Append(character);
        }

        return cut.Append('…').ToString();
    }

    /// <summary>Two texts, in short. If they would look the same and are not, the parts around the first difference.</summary>
    public static (string Old, string New) Around(string old, string now)
    {
        if (old == now || Texts.Short(old) != Texts.Short(now))
            return (Texts.Short(old), Texts.Short(now));

        var start = Math.Max(0, old.AsSpan().CommonPrefixLength(now) - Before);
        return (From(old, start), From(now, start));
    }

    private static string From(string text, int start)
    {
        if (start < text.Length && char.IsLowSurrogate(text[start]))
            start++;

        return Texts.Short("…" + text[Math.Min(start, text.Length)..]);
    }
}
