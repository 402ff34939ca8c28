using System.Text.Json;
using Tango.Runs.Tracing;
using Tango.Steps;

namespace Tango.Runs;

/// <summary>
/// Converts each event to one line of JSON, and back. Written by hand, because a serializer costs a starting worker, and the build that reads its events, more than everything
/// else before the first step.
/// </summary>
internal static class RunEventJson
{
    // A thousand years.
    private const double LongestSeconds = 3.2e10;

    /// <summary>Writes an event as UTF-8 JSON without a line break.</summary>
    /// <param name="time">When it happened; null leaves it out.</param>
    public static byte[] Write(RunEvent runEvent, DateTimeOffset? time = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (time is { } moment)
                json.WriteString("time", moment.UtcDateTime);

            Write(json, runEvent);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads an event.</summary>
    /// <param name="line">A line of <see cref="Write(RunEvent, DateTimeOffset?)"/>.</param>
    /// <exception cref="JsonException">It is not an event.</exception>
    public static RunEvent Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? throw new JsonException("There is more than one value.") : Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException($"It is not an event: {exception.Message}", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted started:
                json.WriteString("event", "runStarted");
                WriteIfAny(json, "project", started.Project);
                json.WriteNumber("runCount", started.RunCount);
                WriteAll(json, "cached", started.CachedSteps);
                WriteNeeds(json, started.StepsToRun);
                if (started.HasNoChanges)
                    json.WriteBoolean("hasNoChanges", true);

                break;
            case RunEvent.PlanWarned warned:
                WriteKind(json, "planWarned", warned.Step);
                json.WriteString("code", warned.Code);
                json.WriteString("message", warned.Message);
                break;
            case RunEvent.StrayOutput stray:
                json.WriteString("event", "strayOutput");
                json.WriteString("text", stray.Text);
                break;
            case RunEvent.RunFinished finished:
                json.WriteString("event", "runFinished");
                json.WriteNumber("ran", finished.RanCount);
                json.WriteNumber("failed", finished.FailedCount);
                json.WriteNumber("blocked", finished.BlockedCount);
                WriteDuration(json, finished.Duration);
                json.WriteBoolean("cancelled", finished.IsCancelled);
                break;
            default:
                WriteOfStep(json, runEvent);
                break;
        }
    }

    private static void WriteOfStep(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepFetched fetched:
                WriteKind(json, "stepFetched", fetched.Step, fetched.UniqueId);
                json.WriteNumber("size", fetched.Size);
                WriteDuration(json, fetched.Duration);
                break;
            case RunEvent.StepPushed pushed:
                WriteKind(json, "stepPushed", pushed.Step, pushed.UniqueId);
                json.WriteNumber("size", pushed.Size);
                WriteDuration(json, pushed.Duration);
                break;
            case RunEvent.StepSubmitted submitted:
                WriteKind(json, "stepSubmitted", submitted.Step, submitted.UniqueId);
                json.WriteString("job", submitted.Job);
                if (submitted.IsLeft)
                    json.WriteBoolean("isLeft", true);

                break;
            case RunEvent.StepStarted started:
                WriteKind(json, "stepStarted", started.Step, started.UniqueId);
                WriteIfAny(json, "logPath", started.LogPath);
                WriteIfAny(json, "reason", started.Reason);
                WriteIfAny(json, "spanId", started.SpanId);
                break;
            case RunEvent.StepWaiting waiting:
                WriteKind(json, "stepWaiting", waiting.Step, waiting.UniqueId);
                WriteIfAny(json, "path", waiting.Path);
                break;
            case RunEvent.StepLogged logged:
                WriteKind(json, "stepLogged", logged.Step);
                json.WriteString("level", logged.Level.ToString());
                json.WriteString("text", logged.Text);
                WriteIfAny(json, "code", logged.Code);
                break;
            case RunEvent.EarlierResultWanted wanted:
                WriteKind(json, "earlierResultWanted", wanted.Step, wanted.UniqueId);
                json.WriteString("key", wanted.Key);
                break;
            case RunEvent.StepRetried retried:
                WriteKind(json, "stepRetried", retried.Step);
                json.WriteNumber("failedAttempts", retried.FailedAttempts);
                break;
            case RunEvent.StepProgressed progressed:
                WriteKind(json, "stepProgressed", progressed.Step);
                WriteIfAny(json, "fraction", progressed.Fraction);
                WriteIfAny(json, "text", progressed.Text);
                break;
            case RunEvent.StepCompleted completed:
                WriteKind(json, "stepCompleted", completed.Step, completed.UniqueId);
                json.WriteString("state", completed.State.ToString());
                WriteDuration(json, completed.Duration);
                WriteUsage(json, completed.CpuTime, completed.PeakMemory);
                WriteIfAny(json, "summary", completed.Summary);
                MetricsJson.WriteIfAny(json, completed.Metrics);
                WriteIfAny(json, "resultSize", completed.ResultSize);
                WriteIfAny(json, "sameAs", completed.SameAs);
                WriteIfAny(json, "takenFrom", completed.TakenFrom);
                break;
            case RunEvent.StepFailed failed:
                WriteKind(json, "stepFailed", failed.Step, failed.UniqueId);
                WriteDuration(json, failed.Duration);
                WriteUsage(json, failed.CpuTime, failed.PeakMemory);
                json.WriteString("code", failed.Code);
                json.WriteString("message", failed.Message);
                WriteIfAny(json, "logPath", failed.LogPath);
                WriteIfAny(json, "sourceFile", failed.SourceFile);
                if (failed.SourceLine > 0)
                    json.WriteNumber("sourceLine", failed.SourceLine);

                break;
            case RunEvent.StepBlocked blocked:
                WriteKind(json, "stepBlocked", blocked.Step);
                json.WriteString("by", blocked.BlockingStep);
                break;
            case RunEvent.EntryMissing missing:
                WriteKind(json, "entryMissing", missing.Step, missing.UniqueId);
                WriteIfAny(json, "corruption", missing.Corruption);
                if (missing.IsContested)
                    json.WriteBoolean("isContested", true);

                break;
            default:
                throw new InvalidOperationException($"{runEvent.GetType().Name} has no line.");
        }
    }

    private static RunEvent Read(JsonElement json) => Text(json, "event") switch
    {
        "runStarted" => new RunEvent.RunStarted
        {
            Project = OptionalText(json, "project"),
            RunCount = json.GetProperty("runCount").GetInt32(),
            CachedSteps = Texts(json, "cached"),
            StepsToRun = json.GetProperty("needs").EnumerateObject().ToDictionary(step => step.Name, step => (IReadOnlyList<string>)Texts(step.Value), StringComparer.OrdinalIgnoreCase),
            HasNoChanges = json.TryGetProperty("hasNoChanges", out var noChanges) && noChanges.GetBoolean(),
        },
        "stepFetched" => new RunEvent.StepFetched { Step = Step(json), UniqueId = UniqueId(json), Size = json.GetProperty("size").GetInt64(), Duration = Duration(json) },
        "stepPushed" => new RunEvent.StepPushed { Step = Step(json), UniqueId = UniqueId(json), Size = json.GetProperty("size").GetInt64(), Duration = Duration(json) },
        "stepSubmitted" => new RunEvent.StepSubmitted
        {
            Step = Step(json),
            UniqueId = UniqueId(json),
            Job = Text(json, "job"),
            IsLeft = json.TryGetProperty("isLeft", out var isLeft) && isLeft.GetBoolean(),
        },
        "stepStarted" => new RunEvent.StepStarted
        {
            Step = Step(json),
            UniqueId = UniqueId(json),
            LogPath = OptionalText(json, "logPath"),
            Reason = OptionalText(json, "reason"),
            SpanId = SpanId(json),
        },
        "stepWaiting" => new RunEvent.StepWaiting { Step = Step(json), UniqueId = UniqueId(json), Path = OptionalText(json, "path") },
        "earlierResultWanted" => new RunEvent.EarlierResultWanted { Step = Step(json), UniqueId = UniqueId(json), Key = Text(json, "key") },
        "stepLogged" => new RunEvent.StepLogged { Step = Step(json), Level = Name<StepLogLevel>(json, "level"), Text = Text(json, "text"), Code = OptionalText(json, "code") },
        "stepRetried" => new RunEvent.StepRetried { Step = Step(json), FailedAttempts = json.GetProperty("failedAttempts").GetInt32() },
        "stepProgressed" => new RunEvent.StepProgressed { Step = Step(json), Fraction = OptionalNumber(json, "fraction"), Text = OptionalText(json, "text") },
        "stepCompleted" => new RunEvent.StepCompleted
        {
            Step = Step(json),
            UniqueId = UniqueId(json),
            State = Name<StepState>(json, "state"),
            Duration = Duration(json),
            CpuTime = CpuTime(json),
            PeakMemory = PeakMemory(json),
            Summary = OptionalText(json, "summary"),
            Metrics = MetricsJson.Read(json),
            ResultSize = json.TryGetProperty("resultSize", out var size) ? size.GetInt64() : null,
            SameAs = OptionalText(json, "sameAs"),
            TakenFrom = OptionalText(json, "takenFrom"),
        },
        "stepFailed" => new RunEvent.StepFailed
        {
            Step = Step(json),
            UniqueId = UniqueId(json),
            Duration = Duration(json),
            CpuTime = CpuTime(json),
            PeakMemory = PeakMemory(json),
            Code = Text(json, "code"),
            Message = Text(json, "message"),
            LogPath = OptionalText(json, "logPath"),
            SourceFile = OptionalText(json, "sourceFile"),
            SourceLine = json.TryGetProperty("sourceLine", out var line) ? line.GetInt32() : 0,
        },
        "planWarned" => new RunEvent.PlanWarned { Step = Step(json), Code = Text(json, "code"), Message = Text(json, "message") },
        "stepBlocked" => new RunEvent.StepBlocked { Step = Step(json), BlockingStep = Text(json, "by") },
        "entryMissing" => new RunEvent.EntryMissing
        {
            Step = Step(json),
            UniqueId = UniqueId(json),
            Corruption = OptionalText(json, "corruption"),
            IsContested = json.TryGetProperty("isContested", out var contested) && contested.GetBoolean(),
        },
        "strayOutput" => new RunEvent.StrayOutput { Text = Text(json, "text") },
        "runFinished" => new RunEvent.RunFinished
        {
            RanCount = json.GetProperty("ran").GetInt32(),
            FailedCount = json.GetProperty("failed").GetInt32(),
            BlockedCount = json.GetProperty("blocked").GetInt32(),
            Duration = Duration(json),
            IsCancelled = json.GetProperty("cancelled").GetBoolean(),
        },
        var kind => throw new FormatException($"'{kind}' is not a kind of event."),
    };

    private static void WriteKind(Utf8JsonWriter json, string kind, string step, string? uniqueId = null)
    {
        json.WriteString("event", kind);
        json.WriteString("step", step);
        WriteIfAny(json, "uniqueId", uniqueId);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteNeeds(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<string>> steps)
    {
        json.WriteStartObject("needs");
        foreach (var (step, needs) in steps)
            WriteAll(json, step, needs);

        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    // In seconds, to the tick.
    private static void WriteDuration(Utf8JsonWriter json, TimeSpan duration) => json.WriteNumber("seconds", duration.TotalSeconds);

    private static TimeSpan Duration(JsonElement json) => Duration(json, "seconds");

    private static TimeSpan Duration(JsonElement json, string name) => json.GetProperty(name).GetDouble() is >= 0 and < LongestSeconds and var seconds
        ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : throw new FormatException($"'{name}' is no duration.");

    private static void WriteUsage(Utf8JsonWriter json, TimeSpan? cpuTime, long? peakMemory)
    {
        WriteIfAny(json, "cpuSeconds", cpuTime?.TotalSeconds);
        WriteIfAny(json, "peakMemory", peakMemory);
    }

    private static TimeSpan? CpuTime(JsonElement json) => json.TryGetProperty("cpuSeconds", out _) ? Duration(json, "cpuSeconds") : null;

    private static long? PeakMemory(JsonElement json)
    {
        if (!json.TryGetProperty("peakMemory", out var size))
            return null;

        return size.GetInt64() is >= 0 and var bytes ? bytes : throw new FormatException("'peakMemory' is no size.");
    }

    private static string? SpanId(JsonElement json)
    {
        var id = OptionalText(json, "spanId");
        return id is null || Spans.IsId(id) ? id : throw new FormatException("'spanId' is no id of a span.");
    }

    private static string Step(JsonElement json) => Text(json, "step");

    private static string UniqueId(JsonElement json) => Text(json, "uniqueId");

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? OptionalText(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? OptionalNumber(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return null;

        return value.GetDouble() is var number && double.IsFinite(number) ? number : throw new FormatException($"'{name}' is not finite.");
    }

    // Enum.Parse takes numbers as well, also those of no member.
    private static T Name<T>(JsonElement json, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(json, name), out var value) && value.ToString() == Text(json, name) ? value : throw new FormatException($"'{name}' is not known.");

    private static List<string> Texts(JsonElement json, string name) => Texts(json.GetProperty(name));

    private static List<string> Texts(JsonElement list)
    {
        var texts = new List<string>();
        foreach (var text in list.EnumerateArray())
            texts.Add(text.GetString() ?? throw new FormatException("A list holds null."));

        return texts;
    }
}
