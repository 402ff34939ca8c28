namespace Tango.Parameters;

/// <summary>An environment variable that holds a secret: <c>env:NAME</c> in declarations.</summary>
internal static class SecretVariable
{
    private const string Prefix = "env:";

    /// <summary>The declaration of a variable.</summary>
    public static string Format(string name) => Prefix + name;

    /// <summary>The name in a declaration; null if the text is none. A name consists of letters A to Z, digits and <c>_</c>, and does not start with a digit.</summary>
    public static string? Parse(string text)
    {
        var name = text.AsSpan().Trim();
        return name.StartsWith(Prefix, StringComparison.Ordinal) && IsName(name[Prefix.Length..]) ? name[Prefix.Length..].ToString() : null;
    }

    /// <summary>Whether a text is the name of a variable.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
            return false;

        foreach (var character in text)
        {
            if (!IsInName(character))
                return false;
        }

        return true;
    }

    /// <summary>The value of a variable. Null if it is not set; an empty one counts as not set, because build servers pass missing secrets as empty text.</summary>
    public static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a text, e.g. of JSON, may contain declarations.</summary>
    public static bool MayBeIn(string text) => text.Contains(Prefix, StringComparison.Ordinal);

    /// <summary>The names in all declarations that a text may contain: some too many, but none too few.</summary>
    public static List<string> NamesIn(string text)
    {
        var names = new List<string>();
        for (var start = text.IndexOf(Prefix, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Prefix, start + Prefix.Length, StringComparison.Ordinal))
        {
            var end = start + Prefix.Length;
            while (end < text.Length && IsInName(text[end]))
                end++;

            names.Add(text[(start + Prefix.Length)..end]);
        }

        return names;
    }

    /// <summary>All words of a text that could be names: with the names in a list, or in JSON, some too many.</summary>
    public static List<string> WordsIn(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && IsInName(text[end]))
                end++;

            if (end > start)
                words.Add(text[start..end]);

            start = end;
        }

        return words;
    }

    private static bool IsInName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
