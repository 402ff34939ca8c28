using System.Text.Json;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Cli.Output;

/// <summary>
/// A build as a trace in the format of Chrome, which Perfetto and chrome://tracing show: a process for each project, a thread for each lane, a bar for each step that ran.
/// Times are microseconds since 1970.
/// </summary>
internal static class TraceFile
{
    private const double MicrosecondsPerTick = 1.0 / TimeSpan.TicksPerMicrosecond;

    /// <summary>Writes a trace.</summary>
    public static void Write(Stream stream, RecordedBuild build)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        for (var process = 0; process < build.Records.Count; process++)
            Write(json, build.Records[process], process + 1);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunRecord record, int process)
    {
        json.WriteStartObject();
        json.WriteString("name", "process_name");
        json.WriteString("ph", "M");
        json.WriteNumber("pid", process);
        json.WriteStartObject("args");
        json.WriteString("name", Path.GetFileNameWithoutExtension(record.Project));
        json.WriteEndObject();
        json.WriteEndObject();
        foreach (var step in record.Steps)
        {
            if (step.Started is { } started)
                Write(json, step, started, process);
        }
    }

    private static void Write(Utf8JsonWriter json, StepRecord step, DateTimeOffset started, int process)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        json.WriteString("cat", StateText.Format(step.State));
        json.WriteString("ph", "X");
        json.WriteNumber("ts", (started - DateTimeOffset.UnixEpoch).Ticks * MicrosecondsPerTick);
        json.WriteNumber("dur", step.Duration.Ticks * MicrosecondsPerTick);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", step.Lane ?? 0);
        json.WriteStartObject("args");
        json.WriteString("id", step.UniqueId);
        if (step.Reason is { } reason)
            json.WriteString("reason", reason);

        if (step.Summary is { } summary)
            json.WriteString("summary", summary);

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
