using System.Text.Json;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>Writes the totals of a run, the same for runs of this project and of others.</summary>
internal static class RunJson
{
    /// <summary>Writes properties of the object that was begun.</summary>
    public static void WriteTotals(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteString("ended", run.Ended.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        if (run.Started is { } started)
            json.WriteNumber("total", Seconds(run.Ended - started));

        json.WriteNumber("work", Seconds(new(run.Steps.Sum(step => step.Duration.Ticks))));
        json.WriteNumber("saved", Seconds(SavedTime.Of(run.Steps)));
        json.WriteStartObject("counts");
        foreach (var group in run.Steps.GroupBy(step => step.State).OrderBy(group => group.Key))
            json.WriteNumber(LastRunColumns.LetterOf(group.Key).ToString(), group.Count());

        json.WriteEndObject();
        if (run.IsCancelled)
            json.WriteBoolean("cancelled", true);

        WriteSource(json, run.Source);
        WriteOverrides(json, run.Overrides);
    }

    private static void WriteSource(Utf8JsonWriter json, SourceState? source)
    {
        if (source is null)
            return;

        json.WriteString("commit", source.Commit is { } commit ? PrintableText.Line(commit) : "");
        json.WriteString("branch", source.Branch is { } branch ? PrintableText.Line(branch) : "");
        json.WriteBoolean("dirty", source.IsDirty);
    }

    private static void WriteOverrides(Utf8JsonWriter json, RunOverrides overrides)
    {
        if (overrides.IsEmpty)
            return;

        json.WriteStartArray("overrides");
        Write("TangoSet: ", overrides.Arguments);
        Write("TangoSteps: ", overrides.Steps);
        Write("TangoForce: ", overrides.Force);
        json.WriteEndArray();

        void Write(string property, IEnumerable<string> values)
        {
            foreach (var value in values)
                json.WriteStringValue(PrintableText.Line(property + value));
        }
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
