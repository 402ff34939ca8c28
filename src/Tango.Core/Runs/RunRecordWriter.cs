using System.Collections.Immutable;
using System.Text.Json;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Runs;

/// <summary>Writes a run record as JSON, without line ends between its parts: records of a thousand steps are common. Times are ISO 8601 in UTC, durations are seconds, sizes bytes.</summary>
internal static class RunRecordWriter
{
    /// <summary>The layout. Readers of it ignore properties that they do not know; it is raised only if that does not suffice.</summary>
    public const int SchemaVersion = 2;

    /// <summary>Writes a record.</summary>
    public static void Write(Stream stream, RunRecord record)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        WriteIfAny(json, "build", record.BuildId);
        json.WriteString("toolVersion", record.ToolVersion);
        json.WriteString("project", record.Project);
        json.WriteString("stateDirectory", record.StateDirectory);
        WriteIfAny(json, "cacheDirectory", record.CacheDirectory);
        json.WriteString("host", record.Host);
        if (record.Started is { } started)
            json.WriteString("started", started.UtcDateTime);

        json.WriteString("ended", record.Ended.UtcDateTime);
        if (record.IsCancelled)
            json.WriteBoolean("cancelled", true);

        if (record.MaxParallelism is { } parallelism)
            json.WriteNumber("maxParallelism", parallelism);

        Write(json, record.Source);
        Write(json, record.Overrides);
        json.WriteStartArray("steps");
        foreach (var step in record.Steps)
            Write(json, step);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SourceState? source)
    {
        if (source is null)
            return;

        json.WriteStartObject("source");
        WriteIfAny(json, "commit", source.Commit);
        WriteIfAny(json, "branch", source.Branch);
        json.WriteBoolean("dirty", source.IsDirty);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunOverrides overrides)
    {
        if (overrides.IsEmpty)
            return;

        json.WriteStartObject("overrides");
        WriteIfAny(json, "arguments", overrides.Arguments);
        WriteIfAny(json, "steps", overrides.Steps);
        WriteIfAny(json, "force", overrides.Force);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StepRecord step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        WriteIfAny(json, "type", step.Type);
        json.WriteString("uniqueId", step.UniqueId);
        json.WriteString("state", RecordedState.Format(step.State));
        WriteTimes(json, step);
        WriteSizes(json, step);
        WriteIfAny(json, "reason", step.Reason);
        WriteIfAny(json, "summary", step.Summary);
        MetricsJson.WriteIfAny(json, step.Metrics);
        WriteIfAny(json, "code", step.Code);
        WriteIfAny(json, "error", step.Error);
        WriteIfAny(json, "sourceFile", step.SourceFile);
        WriteIfAny(json, "sourceLine", step.SourceLine);
        WriteIfAny(json, "log", step.Log);
        WriteIfAny(json, "exports", step.Exports);
        WriteIfAny(json, "needs", step.Needs);
        if (!step.Identity.IsEmpty)
            IdentityJson.Write(json, step.Identity);

        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, StepRecord step)
    {
        if (step.Started is { } started)
            json.WriteString("started", started.UtcDateTime);

        json.WriteNumber("seconds", step.Duration.TotalSeconds);
        if (step.Cost != TimeSpan.Zero)
            json.WriteNumber("cost", step.Cost.TotalSeconds);

        if (step.CpuTime is { } cpuTime)
            json.WriteNumber("cpuSeconds", cpuTime.TotalSeconds);

        WriteIfAny(json, "peakMemory", step.PeakMemory);
        WriteIfAny(json, "lane", step.Lane);
        WriteIfAny(json, "spanId", step.SpanId);
        WriteIfAny(json, "failedAttempts", step.FailedAttempts == 0 ? null : step.FailedAttempts);
    }

    private static void WriteSizes(Utf8JsonWriter json, StepRecord step)
    {
        WriteIfAny(json, "resultSize", step.ResultSize);
        WriteIfAny(json, "fetchedSize", step.FetchedSize);
        WriteIfAny(json, "pushedSize", step.PushedSize);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
            return;

        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }
}
