using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>Writes the last runs of a project, to compare with, and how metrics developed over them.</summary>
internal sealed class RunsJson
{
    // The newest runs have the states and times of their steps until these limits; others have only their totals.
    private const int MostCharacters = 12_000;
    private const int MostValues = 6_000;

    private readonly Utf8JsonWriter _json;
    private readonly JsonColumns _columns;

    public RunsJson(Utf8JsonWriter json)
    {
        _json = json;
        _columns = new JsonColumns(json);
    }

    /// <summary>Writes both.</summary>
    /// <param name="runs">The runs, the newest first.</param>
    public void Write(ImmutableArray<RunRecord> runs, ImmutableArray<ReportRow> rows)
    {
        var left = MostCharacters;
        _json.WriteStartArray("runs");
        foreach (var run in runs)
        {
            _json.WriteStartObject();
            RunJson.WriteTotals(_json, run);

            // The page has the steps of the last one already.
            if (run != runs[0])
                left -= WriteSteps(run, rows, left);

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        WriteSeries(MetricSeries.Of(runs, rows), runs.Length);
    }

    private int WriteSteps(RunRecord run, ImmutableArray<ReportRow> rows, int left)
    {
        var steps = run.Steps.DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        var states = new StringBuilder(rows.Length);
        var times = new List<TimeSpan>();
        foreach (var row in rows)
        {
            var step = steps.GetValueOrDefault(row.Name);
            states.Append(step is null ? '-' : LastRunColumns.LetterOf(step.State));
            if (step is { State: StepState.Ran or StepState.Failed })
                times.Add(step.Duration);
        }

        const int CharactersOfTime = 6;
        var length = states.Length + times.Count * CharactersOfTime;
        if (length > left)
            return 0;

        _json.WriteString("state", states.ToString());
        _columns.Dense("seconds", times, _columns.Seconds);
        return length;
    }

    private void WriteSeries(ImmutableArray<MetricSeries> series, int runs)
    {
        var written = series.Take(Math.Max(1, MostValues / Math.Max(1, runs))).ToList();
        _json.WriteNumber("seriesLeftOut", series.Length - written.Count);
        _columns.Dense("series", written, one =>
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(one.Row);
            _columns.Line(one.Name);
            foreach (var value in one.Values)
            {
                if (value is { } number)
                    LastRunColumns.WriteMetric(_json, number);
                else
                    _json.WriteNullValue();
            }

            _json.WriteEndArray();
        });
    }
}
