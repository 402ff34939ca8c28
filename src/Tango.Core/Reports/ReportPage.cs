using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Reports.Page;

namespace Tango.Reports;

/// <summary>
/// Pipelines as one HTML page: data as JSON, and a script that shows them. It loads nothing from elsewhere, so it can be sent to others and saved as a build's artifact.
/// </summary>
internal static partial class ReportPage
{
    // Not the characters that could end the element or begin another, which are escaped in any case.
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The page's HTML.</summary>
    /// <param name="projects">The projects, the one that is shown first before others.</param>
    public static string Write(ImmutableArray<ReportProject> projects) => Places().Replace(PageParts.Frame, place => place.Groups[1].Value switch
    {
        "policy" => Policy(),
        "title" => Html(string.Join(", ", projects.Select(project => project.Name))),
        "about" => string.Concat(projects.Select(project => $"<p class=\"about\">{Html(About(project))}</p>")),
        "style" => PageParts.Style,
        "script" => PageParts.Script,
        "data" => Json(projects),
        var name => throw new InvalidOperationException($"The page has no '{name}'."),
    });

    // Should a text of a step ever get into the page unescaped, a browser would run nothing and load nothing.
    private static string Policy() =>
        $"default-src 'none'; script-src {PageParts.HashOf(PageParts.Script)}; style-src {PageParts.HashOf(PageParts.Style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    private static string About(ReportProject project)
    {
        var plan = project.Plan;
        var next = plan.RunCount == 0 ? "nothing to run" : string.Create(CultureInfo.InvariantCulture, $"{plan.RunCount} to run, {plan.CachedCount} cached");
        if (project.Last is not { } last)
            return $"Nothing has run yet. Next build: {next}.";

        var counts = last.Steps.GroupBy(step => step.State).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {StateText.Format(group.Key)}"));
        var ended = last.Ended.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return $"Last run {ended} on {last.Host}: {string.Join(", ", counts)}. Next build: {next}. Tango {last.ToolVersion}.";
    }

    private static string Json(ImmutableArray<ReportProject> projects)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("projects");
            foreach (var project in projects)
                ProjectJson.Write(json, project);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Html(string text) => WebUtility.HtmlEncode(PrintableText.Line(text));

    [GeneratedRegex("{{([a-z]+)}}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
