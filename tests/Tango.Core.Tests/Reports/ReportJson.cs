using System.Text.Json;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

/// <summary>The data of a page, as its script gets them.</summary>
internal sealed class ReportJson
{
    private const string Begin = "<script type=\"application/json\" id=\"data\">";

    private ReportJson(string html, JsonElement project) => (Html, Project) = (html, project);

    public string Html { get; }

    public JsonElement Project { get; }

    public JsonElement Last => Project.GetProperty("last");

    public JsonElement Next => Project.GetProperty("next");

    public static ReportJson Of(ReportProject project) => Of(ReportPage.Write([project]));

    public static ReportJson Of(string html) => new(html, ProjectsOf(html)[0]);

    public static IReadOnlyList<JsonElement> ProjectsOf(string html)
    {
        var start = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var data = html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)];
        return [.. JsonDocument.Parse(data).RootElement.GetProperty("projects").EnumerateArray()];
    }

    public int Row(string step) => Project.GetProperty("steps").EnumerateArray().Select(name => name.GetString()).ToList().IndexOf(step);

    /// <summary>An element of a column that each row has.</summary>
    public JsonElement Of(JsonElement columns, string column, string step) => columns.GetProperty(column)[Row(step)];

    /// <summary>The text that a column has for a step, or refers to; null where it has none.</summary>
    public string? Text(JsonElement columns, string column, string step)
    {
        var values = columns.GetProperty(column);
        if (values.ValueKind == JsonValueKind.Object)
            return values.TryGetProperty($"{Row(step)}", out var sparse) ? sparse.GetString() : null;

        var value = values[Row(step)];
        return value.ValueKind == JsonValueKind.Number ? Shared(value.GetInt32()) : value.GetString();
    }

    /// <summary>A state or an action, as a letter.</summary>
    public char Letter(JsonElement columns, string column, string step) => columns.GetProperty(column).GetString()![Row(step)];

    /// <summary>The arguments of the next build.</summary>
    public IEnumerable<string> Arguments(string step)
    {
        var numbers = Of(Next, "arguments", step).EnumerateArray().Select(number => number.GetInt32()).ToList();
        return Shared(numbers[0])!.Split(' ').Zip(numbers.Skip(1), (name, value) => $"{name}: {(value < 0 ? Shared(-value - 1) + " (default)" : Shared(value))}");
    }

    private string? Shared(int number) => Project.GetProperty("texts")[number].GetString();
}
