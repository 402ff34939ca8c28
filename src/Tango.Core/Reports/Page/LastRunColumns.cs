using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>Writes what the last run did with each step.</summary>
internal sealed class LastRunColumns
{
    private readonly Utf8JsonWriter _json;
    private readonly JsonColumns _columns;
    private readonly TextTable _texts;

    public LastRunColumns(Utf8JsonWriter json, TextTable texts)
    {
        _json = json;
        _columns = new JsonColumns(json);
        _texts = texts;
    }

    /// <summary>Writes the columns.</summary>
    /// <param name="run">The last run.</param>
    /// <param name="rows">The steps; those that the run did not have have the state <c>-</c>.</param>
    public void Write(RunRecord run, ImmutableArray<ReportRow> rows, string cacheDirectory)
    {
        var steps = rows.Select(row => row.Last).ToList();
        _json.WriteString("state", string.Concat(steps.Select(step => step is null ? '-' : LetterOf(step.State))));
        _columns.Dense("seconds", steps, step => _columns.Seconds(step?.Duration ?? TimeSpan.Zero));
        _columns.Dense("begin", steps, step => WriteBegin(run, step));
        _columns.Dense("lane", steps, step => _json.WriteNumberValue(step?.Lane ?? -1));
        _columns.Dense("cost", steps, step => _columns.Seconds(step is { State: StepState.Cached } ? step.Cost : TimeSpan.Zero));
        _columns.Dense("size", steps, step => _json.WriteNumberValue(step?.ResultSize ?? -1));
        _columns.Dense("reason", steps, step => _json.WriteNumberValue(_texts.Add(step?.Reason)));
        _columns.Texts("summary", steps, step => step?.Summary);
        _columns.Texts("attempts", steps, step => step is { FailedAttempts: > 0 } ? step.FailedAttempts.ToString(CultureInfo.InvariantCulture) : null);
        _columns.Texts("cpu", steps, step => step?.CpuTime?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        _columns.Texts("peak", steps, step => step?.PeakMemory?.ToString(CultureInfo.InvariantCulture));
        _columns.Texts("fetched", steps, step => step?.FetchedSize?.ToString(CultureInfo.InvariantCulture));
        _columns.Texts("pushed", steps, step => step?.PushedSize?.ToString(CultureInfo.InvariantCulture));
        _columns.Texts("code", steps, step => step?.Code);
        _columns.Sparse("error", steps, step => step?.Error, _columns.Lines);
        _columns.Sparse("metrics", steps, step => step is { Metrics.IsEmpty: false } ? step : null, WriteMetrics);
        _columns.Sparse("exports", steps, step => step is { Exports.IsEmpty: false } ? step : null, step => _columns.List(step.Exports));
        WriteLogs(steps, cacheDirectory);
        WriteOtherIds(rows);
    }

    // The log of most is in the cache, at their entry: they have an empty text.
    private void WriteLogs(List<StepRecord?> steps, string cacheDirectory)
    {
        var excerpts = LogExcerpts.Read(steps);
        _columns.Sparse("log", steps, step => step?.Log is { } log && log == Path.Combine(cacheDirectory, step.UniqueId, EntryLayout.Log) ? "" : step?.Log, _columns.Line);
        _columns.Sparse("excerpt", steps, step => step is null ? null : excerpts.GetValueOrDefault(step), _columns.Lines);
    }

    // Where the next build has another id, the arguments are those of another result: these are of the run.
    private void WriteOtherIds(ImmutableArray<ReportRow> rows)
    {
        _columns.Texts("id", rows, row => HasOtherId(row) ? row.Last!.UniqueId : null);
        _columns.Sparse("identity", rows, row => HasOtherId(row) && !row.Last!.Identity.IsEmpty ? row.Last : null, step => WriteIdentity(step.Identity));
    }

    private static bool HasOtherId(ReportRow row) => row.Last is { } last && last.UniqueId.Length > 0 && last.UniqueId != row.Planned?.Identity.UniqueId;

    private void WriteIdentity(ImmutableArray<IdentityEntry> identity)
    {
        _json.WriteStartArray();
        foreach (var entry in identity)
        {
            _json.WriteNumberValue(_texts.Add(entry.Name));
            _json.WriteNumberValue(_texts.Add(entry.Text));
        }

        _json.WriteEndArray();
    }

    private void WriteMetrics(StepRecord step)
    {
        _json.WriteStartArray();
        foreach (var (name, value) in step.Metrics)
        {
            _json.WriteStringValue(PrintableText.Line(name));
            WriteMetric(_json, value);
        }

        _json.WriteEndArray();
    }

    /// <summary>Writes the value of a metric: a number, or the text for one that JSON does not have.</summary>
    public static void WriteMetric(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private void WriteBegin(RunRecord run, StepRecord? step)
    {
        if (step?.Started is { } started && run.Started is { } begin && started >= begin)
            _columns.Seconds(started - begin);
        else
            _json.WriteNumberValue(-1);
    }

    /// <summary>The letter of a state in compact texts.</summary>
    public static char LetterOf(StepState state) => state switch
    {
        StepState.Ran => 'r',
        StepState.Cached => 'c',
        StepState.Failed => 'f',
        StepState.Blocked => 'b',
        StepState.Skipped => 's',
        StepState.Submitted => 'j',
        StepState.NotRun => 'n',
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };
}
