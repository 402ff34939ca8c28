using System.Text;

namespace Tango.Steps.Commands;

/// <summary>The text that a command runs: finds the <c>{names}</c> in it, and replaces them by paths, quoted for the shell.</summary>
internal static class CommandText
{
    /// <summary>The names in braces, each once. <c>${…}</c> belongs to the shell.</summary>
    public static IReadOnlyList<string> NamesIn(string text)
    {
        var names = new List<string>();
        for (var index = 0; index < text.Length; index++)
        {
            if (NameAt(text, index) is { } name && !names.Contains(name))
                names.Add(name);
        }

        return names;
    }

    /// <summary>The text with paths instead of names.</summary>
    /// <param name="paths">Full paths by name, ignoring case; other braces are not changed.</param>
    /// <param name="shell">The shell that runs the text, one of <see cref="ShellNames"/>.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> paths, string shell)
    {
        var quoting = ShellQuoting.Of(shell);
        var byName = paths.ToDictionary(path => Canonical(path.Key), path => path, StringComparer.OrdinalIgnoreCase);
        var filled = new StringBuilder(text.Length);
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            if (NameAt(text, index) is { } name && byName.TryGetValue(Canonical(name), out var path))
            {
                filled.Append(quoting.Quote(path.Value, CommandVariables.Input(path.Key), quote));
                index += name.Length + 1;
                continue;
            }

            var letter = text[index];
            filled.Append(letter);
            if (letter == quoting.Escape && quote != '\'' && index + 1 < text.Length)
                filled.Append(text[++index]);
            else if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && quoting.Quotes.Contains(letter))
                quote = letter;
        }

        return filled.ToString();
    }

    /// <summary>Whether two names refer to the same part of the same result: <c>split.Train</c> and <c>split[Train]</c>.</summary>
    public static bool IsSameName(string one, string other) => Canonical(one).Equals(Canonical(other), StringComparison.OrdinalIgnoreCase);

    private static string Canonical(string name) => name.Replace('[', '.').Replace("]", "", StringComparison.Ordinal);

    private static string? NameAt(string text, int index)
    {
        if (text[index] != '{' || (index > 0 && text[index - 1] == '$'))
            return null;

        var end = text.AsSpan(index + 1).IndexOfAny("{}\r\n");
        return end > 0 && text[index + 1 + end] == '}' ? text.Substring(index + 1, end) : null;
    }
}
