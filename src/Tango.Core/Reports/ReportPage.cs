using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Tango.Diagnostics;
using Tango.Reports.Page;

namespace Tango.Reports;

/// <summary>
/// Pipelines as one HTML page: data as JSON, and a script that shows them. It loads nothing from elsewhere, so it can be sent to others and saved as a build's artifact.
/// </summary>
internal static partial class ReportPage
{
    // More names are no title.
    private const int MaxNamed = 3;

    /// <summary>The page's HTML.</summary>
    /// <param name="projects">The projects, the one that is shown first before others.</param>
    public static string Write(ImmutableArray<ReportProject> projects) => Write([.. projects.Select(ReportPart.Of)], build: null, projects.Select(project => project.Solution).FirstOrDefault(""));

    /// <summary>The names of other projects on a page that a build without an id wrote, and that a page of this project would replace.</summary>
    /// <param name="html">The page as it is, or what is in its place; empty if there is nothing.</param>
    public static IReadOnlyList<string> OthersOn(string html, ReportProject project) => [.. ReportPart.ReadAll(html, build: null).Where(part => part.Key != ReportPart.KeyOf(project)).Select(part => part.Name)];

    /// <summary>Adds a project to the page of a build of several, which each of them writes when its turn comes.</summary>
    /// <param name="html">The page as it is, or what is in its place; empty if there is nothing.</param>
    /// <param name="build">The id of the build. What another build has written is replaced.</param>
    /// <returns>The page's HTML, with the projects in the order of their names.</returns>
    public static string Add(string html, ReportProject project, string build)
    {
        var part = ReportPart.Of(project);
        var others = ReportPart.ReadAll(html, build).Where(other => other.Key != part.Key);
        return Write([.. others.Append(part).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Key, StringComparer.Ordinal)], build, project.Solution);
    }

    private static string Write(ImmutableArray<ReportPart> parts, string? build, string solution) => Places().Replace(PageParts.Frame, place => place.Groups[1].Value switch
    {
        "policy" => Policy(),
        "title" => Html(parts.Length <= MaxNamed ? string.Join(", ", parts.Select(part => part.Name)) : $"{(solution.Length > 0 ? solution : FolderOf(parts))}, {parts.Length} projects"),
        "about" => string.Concat(parts.Select(part => $"<p class=\"about\">{Html((parts.Length > 1 ? part.Name + ": " : "") + part.About)}</p>")),
        "style" => PageParts.Style,
        "script" => PageParts.Script,
        "data" => ReportPart.Join(parts, build),
        var name => throw new InvalidOperationException($"The page has no '{name}'."),
    });

    // The folder that all are in.
    private static string FolderOf(ImmutableArray<ReportPart> parts)
    {
        var folders = parts[0].Key.Split('/', '\\').ToList();
        foreach (var part in parts)
            folders = [.. folders.Zip(part.Key.Split('/', '\\')).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];

        return folders.LastOrDefault(folder => folder.Length > 0) ?? "Tango";
    }

    // Should a text of a step ever get into the page unescaped, a browser would run nothing and load nothing.
    private static string Policy() =>
        $"default-src 'none'; script-src {PageParts.HashOf(PageParts.Script)}; style-src {PageParts.HashOf(PageParts.Style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    private static string Html(string text) => WebUtility.HtmlEncode(PrintableText.Line(text));

    [GeneratedRegex("{{([a-z]+)}}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
