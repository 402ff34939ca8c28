using System.Collections.Immutable;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>Writes all that a page knows of a project. The layout is that of the page's own script, and of no other reader.</summary>
internal static class ProjectJson
{
    /// <summary>Writes an object.</summary>
    /// <param name="begin">Writes properties that stand before the others.</param>
    public static void Write(Utf8JsonWriter json, ReportProject project, Action begin)
    {
        var rows = ReportRow.Of(project.Plan, project.Last);
        var texts = new TextTable();
        json.WriteStartObject();
        begin();
        json.WriteString("name", PrintableText.Line(project.Name));
        json.WriteString("folder", PrintableText.Line(Path.GetDirectoryName(project.File) ?? ""));
        json.WriteString("cache", PrintableText.Line(project.CacheDirectory));
        WriteSteps(json, project, rows, texts);
        new PlanColumns(json, texts).Write(project.Plan.Steps, project.HasEntry);
        new GraphColumns(json).Write(project.Plan, rows.Length);
        if (project.Last is { } last)
        {
            WriteLast(json, project, last, rows, texts);
            new RunsJson(json).Write(project.Runs, rows);
        }

        WriteSiblings(json, project.Siblings);
        texts.Write(json);
        json.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter json, ReportProject project, ImmutableArray<ReportRow> rows, TextTable texts)
    {
        var columns = new JsonColumns(json);
        var numbers = ReportRow.Number(rows);
        columns.Dense("steps", rows, row => columns.Line(row.Name));
        columns.Dense("types", rows, row => json.WriteNumberValue(texts.Add(row.Planned?.Node.Type.FullName ?? row.Last?.Type)));
        json.WriteString("inline", string.Concat(project.Plan.Steps.Select(step => step.Node.IsInline ? '1' : '0')));

        // Of steps that are no longer declared only the run knows what they needed.
        columns.Sparse("needed", rows, row => row.Planned is null && row.Last is { Needs.IsEmpty: false } last ? last : null, last =>
            columns.List(last.Needs.Where(numbers.ContainsKey).Select(name => numbers[name])));
    }

    private static void WriteLast(Utf8JsonWriter json, ReportProject project, RunRecord last, ImmutableArray<ReportRow> rows, TextTable texts)
    {
        var numbers = ReportRow.Number(rows);
        json.WriteStartObject("last");
        json.WriteString("host", PrintableText.Line(last.Host));
        json.WriteString("tool", PrintableText.Line(last.ToolVersion));
        if (last.BuildId is { } build)
            json.WriteString("build", PrintableText.Line(build));

        if (last.MaxParallelism is { } parallelism)
            json.WriteNumber("parallelism", parallelism);

        RunJson.WriteTotals(json, last);
        var critical = CriticalPath.Of(last);
        new JsonColumns(json).Dense("critical", critical, step => json.WriteNumberValue(numbers[step.Name]));
        new LastRunColumns(json, texts).Write(last, rows, project.CacheDirectory);
        json.WriteEndObject();
    }

    private static void WriteSiblings(Utf8JsonWriter json, ImmutableArray<ReportSibling> siblings)
    {
        json.WriteStartArray("siblings");
        foreach (var sibling in siblings)
        {
            json.WriteStartObject();
            json.WriteString("name", PrintableText.Line(Path.GetFileNameWithoutExtension(sibling.Run.Project)));
            json.WriteString("state", PrintableText.Line(sibling.Run.StateDirectory));
            if (sibling.Page is { } page)
                json.WriteString("page", page);

            RunJson.WriteTotals(json, sibling.Run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
