using System.Text;
using System.Text.RegularExpressions;

namespace Tango.Docs.Tests.Markdown;

/// <summary>A page as far as the tests look at it: headings, links and code blocks.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<string> _headings = [];
    private readonly List<MarkdownLink> _links = [];
    private readonly List<CodeBlock> _blocks = [];

    private MarkdownPage(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The text of its headings, in order.</summary>
    public IReadOnlyList<string> Headings => _headings;

    /// <summary>Its links outside code.</summary>
    public IReadOnlyList<MarkdownLink> Links => _links;

    /// <summary>Its fenced blocks.</summary>
    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>What links to a place on it may say behind <c>#</c>.</summary>
    public IEnumerable<string> Anchors => _headings.Select(AnchorOf);

    public static MarkdownPage Read(string path)
    {
        var page = new MarkdownPage(path);
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
            i = lines[i].StartsWith("```", StringComparison.Ordinal) ? page.ReadBlock(lines, i) : page.ReadText(lines, i);

        return page;
    }

    private int ReadBlock(string[] lines, int start)
    {
        var fence = lines[start][..lines[start].LastIndexOf("```", StringComparison.Ordinal)] + "```";
        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith(fence, StringComparison.Ordinal) && line.Trim('`').Length == 0);
        if (end < 0)
            throw new InvalidDataException($"{Path}({start + 1}): the block has no end.");

        var info = lines[start].TrimStart('`').Trim().Split(' ', 2);
        var text = string.Join('\n', lines[(start + 1)..end]) + "\n";
        _blocks.Add(new CodeBlock(info[0], info.Length > 1 ? info[1].Trim() : "", text, start + 1));
        return end;
    }

    private int ReadText(string[] lines, int index)
    {
        var line = lines[index];
        if (Heading().Match(line) is { Success: true } heading)
            _headings.Add(heading.Groups[1].Value.Trim());

        foreach (Match link in Link().Matches(InlineCode().Replace(line, "")))
            _links.Add(new MarkdownLink(link.Groups[1].Value, index + 1));

        return index;
    }

    // As GitHub does: lower case, spaces become dashes, everything else but letters, digits, '-' and '_' goes.
    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in heading.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
                anchor.Append(character);
            else if (character == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"^#{1,6}\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();
}
