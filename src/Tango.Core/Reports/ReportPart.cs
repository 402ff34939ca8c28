using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Tango.Planning;
using Tango.Reports.Page;

namespace Tango.Reports;

/// <summary>A project as a page has it: what one build of a solution writes, project by project, is read and written again.</summary>
/// <param name="Key">What distinguishes it from other projects, and from itself in another target framework.</param>
/// <param name="About">A sentence about the last run and the next.</param>
/// <param name="Json">Its data.</param>
internal sealed record ReportPart(string Key, string Name, string About, string Json)
{
    private const string KeyProperty = "key";
    private const string NameProperty = "name";
    private const string AboutProperty = "about";
    private const string BuildProperty = "build";
    private const string ProjectsProperty = "projects";
    private const string Begin = "<script type=\"application/json\" id=\"data\">";
    private const string End = "</script>";

    // Not the characters that could end the element or begin another, which are escaped in any case.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The part of a project.</summary>
    public static ReportPart Of(ReportProject project)
    {
        var key = KeyOf(project);
        var about = AboutOf(project);
        return new ReportPart(key, project.Name, about, Write(json => ProjectJson.Write(json, project, () =>
        {
            json.WriteString(KeyProperty, key);
            json.WriteString(AboutProperty, about);
        })));
    }

    /// <summary>The key of a project.</summary>
    public static string KeyOf(ReportProject project) => project.StateDirectory.Length > 0 ? project.StateDirectory : project.File;

    /// <summary>The data of a page.</summary>
    /// <param name="build">The id of the build that writes it; null if other projects do not add to it.</param>
    public static string Join(ImmutableArray<ReportPart> parts, string? build) => Write(json =>
    {
        json.WriteStartObject();
        if (build is not null)
            json.WriteString(BuildProperty, build);

        json.WriteStartArray(ProjectsProperty);
        foreach (var part in parts)
            json.WriteRawValue(part.Json, skipInputValidation: true);

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The parts of a page.</summary>
    /// <param name="html">The page, or what is in its place.</param>
    /// <param name="build">The id of the build that must have written it; null: a build without one.</param>
    /// <returns>None if another build has written it, or something else.</returns>
    public static ImmutableArray<ReportPart> ReadAll(string html, string? build)
    {
        var start = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = start < Begin.Length ? -1 : html.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0)
            return [];

        try
        {
            using var document = JsonDocument.Parse(html.AsMemory(start, end - start), new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            return (root.TryGetProperty(BuildProperty, out var id) ? id.GetString() : null) == build
                ? [.. root.GetProperty(ProjectsProperty).EnumerateArray().Select(project => new ReportPart(Text(project, KeyProperty), Text(project, NameProperty), Text(project, AboutProperty), project.GetRawText()))]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string Text(JsonElement project, string name) => project.GetProperty(name).GetString() ?? "";

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            write(json);

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string AboutOf(ReportProject project)
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
}
