namespace Tango.Docs.Tests.Markdown;

/// <summary>A link.</summary>
/// <param name="Target">Where to: an address, or a path with an anchor.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record MarkdownLink(string Target, int Line)
{
    public bool IsAddress => Target.Contains("://", StringComparison.Ordinal);

    /// <summary>The path; empty for a place on the same page.</summary>
    public string Path => Target.Split('#')[0];

    /// <summary>The anchor; null when there is none.</summary>
    public string? Anchor => Target.Split('#') is [_, var anchor] ? anchor : null;
}
