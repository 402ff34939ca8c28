using System.Buffers;
using System.Text;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Summaries;

/// <summary>Texts of users in Markdown: they format nothing, link nowhere and end no cell of a table.</summary>
internal static class MarkdownText
{
    // Of all punctuation, which may be escaped by a backslash, what begins a format, a link, HTML, a formula, or a new cell.
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_{}[]()<>#+!|~$&@:");

    // GitHub and GitLab make a link of a domain that begins with this and a dot.
    private const string Domain = "www";

    /// <summary>The text, on one line, as text; cut if it is too long.</summary>
    public static string Escape(string text, int max = int.MaxValue)
    {
        var line = PrintableText.Line(text.ReplaceLineEndings(" "));
        if (line.Length > max)
            line = line[..max] + "…";

        var escaped = new StringBuilder(line.Length + 16);
        foreach (var character in line)
        {
            if (Marks.Contains(character) || (character == '.' && EndsWithDomain(escaped)))
                escaped.Append('\\');

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static bool EndsWithDomain(StringBuilder text) =>
        text.Length >= Domain.Length && text.ToString(text.Length - Domain.Length, Domain.Length).Equals(Domain, StringComparison.OrdinalIgnoreCase);
}
