using System.Text.RegularExpressions;
using Tango.Build.TestKit;

namespace Tango.Docs.Tests.EditorSchemas;

/// <summary>A table of a page, as an editor can show it: a name in each row, and what it means, without links.</summary>
internal sealed partial class ReferenceTable
{
    private readonly string _text;
    private readonly string _helpUrl;

    /// <param name="page">The page from the root of the repository: <c>docs/reference.md</c>.</param>
    /// <param name="heading">The heading above the table, with its <c>#</c>.</param>
    public ReferenceTable(string page, string heading)
    {
        var lines = File.ReadAllText(Repository.PathOf(page)).Split('\n');
        _text = string.Join('\n', lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#')));
        _helpUrl = $"https://tango.build/{page[..^".md".Length]}#{heading.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-')}";
    }

    /// <summary>Where the page says more.</summary>
    public string HelpUrl => _helpUrl;

    /// <summary>The first sentence below the heading.</summary>
    public string FirstSentence => Plain(Sentence().Match(_text.TrimStart('\n')).Value).TrimEnd('.', ':') + ".";

    /// <summary>The rows, in order. A table of three columns has examples or defaults in the middle one.</summary>
    public IEnumerable<(string Name, string Example, string Default, string Meaning)> Rows =>
        from Match row in Row().Matches(_text)
        let cells = row.Groups[2].Value.Split(" | ")
        let middle = cells.Length > 1 ? Plain(cells[0]) : ""
        let isDefault = _text.Contains("| default |", StringComparison.Ordinal)
        from name in row.Groups[1].Value.Split('`', StringSplitOptions.RemoveEmptyEntries)
        where !name.Contains(',')
        select (name, isDefault ? "" : middle, isDefault ? middle : "", Plain(cells[^1]));

    private static string Plain(string markdown) => Link().Replace(OnlyLink().Replace(markdown, ""), "$1").Trim();

    [GeneratedRegex(@"^\| (`\w+`(?:, `\w+`)*) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    // In an editor '(table)' says nothing; a code does.
    [GeneratedRegex(@" \(\[(?!TANGO)[^\]]*\]\([^)]*\)\)")]
    private static partial Regex OnlyLink();

    [GeneratedRegex(@"\A[^\n]+?[.:](?=\s|$)")]
    private static partial Regex Sentence();
}
