using System.Text.Json;

namespace Tango.Runs;

/// <summary>
/// Turns events into one line of JSON each, and back. By hand, because a serializer costs a worker that starts, and the build that listens to it, more than all
/// else they do before the first step.
/// </summary>
internal static class RunEventJson
{
    /// <summary>Writes an event as UTF-8 JSON without a line break.</summary>
    /// <param name="runEvent">The event.</param>
    public static byte[] Write(RunEvent runEvent)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            Write(json, runEvent);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads an event.</summary>
    /// <param name="line">What <see cref="Write(RunEvent)"/> gave.</param>
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
            throw new JsonException($"It is no event: {exception.Message}", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted started:
                json.WriteString("event", "runStarted");
                WriteIfAny(json, "project", started.Project);
                json.WriteNumber("stepsToRun", started.StepsToRun);
                WriteAll(json, "cached", started.Cached);
                break;
            case RunEvent.PlanWarned warned:
                WriteKind(json, "planWarned", warned.Step);
                json.WriteString("code", warned.Code);
                json.WriteString("message", warned.Message);
                break;
            case RunEvent.StepFetched fetched:
                WriteKind(json, "stepFetched", fetched.Step, fetched.UniqueId);
                json.WriteNumber("size", fetched.Size);
                json.WriteNumber("seconds", fetched.Seconds);
                break;
            case RunEvent.StepStarted started:
                WriteKind(json, "stepStarted", started.Step, started.UniqueId);
                WriteIfAny(json, "logPath", started.LogPath);
                WriteIfAny(json, "reason", started.Reason);
                break;
            case RunEvent.StepWaiting waiting:
                WriteKind(json, "stepWaiting", waiting.Step, waiting.UniqueId);
                break;
            case RunEvent.StepLogged logged:
                WriteKind(json, "stepLogged", logged.Step);
                json.WriteString("level", logged.Level.ToString());
                json.WriteString("text", logged.Text);
                break;
            case RunEvent.StepProgressed progressed:
                WriteKind(json, "stepProgressed", progressed.Step);
                WriteIfAny(json, "fraction", progressed.Fraction);
                WriteIfAny(json, "text", progressed.Text);
                break;
            case RunEvent.StepCompleted completed:
                WriteKind(json, "stepCompleted", completed.Step, completed.UniqueId);
                json.WriteString("state", completed.State.ToString());
                json.WriteNumber("seconds", completed.Seconds);
                WriteIfAny(json, "summary", completed.Summary);
                break;
            case RunEvent.StepFailed failed:
                WriteKind(json, "stepFailed", failed.Step, failed.UniqueId);
                json.WriteNumber("seconds", failed.Seconds);
                json.WriteString("code", failed.Code);
                json.WriteString("message", failed.Message);
                WriteIfAny(json, "logPath", failed.LogPath);
                break;
            case RunEvent.StepBlocked blocked:
                WriteKind(json, "stepBlocked", blocked.Step);
                json.WriteString("by", blocked.By);
                break;
            case RunEvent.EntryLost lost:
                WriteKind(json, "entryLost", lost.Step, lost.UniqueId);
                WriteIfAny(json, "damage", lost.Damage);
                break;
            case RunEvent.StrayOutput stray:
                json.WriteString("event", "strayOutput");
                json.WriteString("text", stray.Text);
                break;
            case RunEvent.RunFinished finished:
                json.WriteString("event", "runFinished");
                json.WriteNumber("ran", finished.Ran);
                json.WriteNumber("failed", finished.Failed);
                json.WriteNumber("blocked", finished.Blocked);
                json.WriteNumber("seconds", finished.Seconds);
                json.WriteBoolean("cancelled", finished.Cancelled);
                break;
            default:
                throw new InvalidOperationException($"{runEvent.GetType().Name} has no line.");
        }
    }

    private static RunEvent Read(JsonElement json) => Text(json, "event") switch
    {
        "runStarted" => new RunEvent.RunStarted(OptionalText(json, "project"), json.GetProperty("stepsToRun").GetInt32(), Texts(json, "cached")),
        "stepFetched" => new RunEvent.StepFetched(Step(json), UniqueId(json), json.GetProperty("size").GetInt64(), Number(json, "seconds")),
        "stepStarted" => new RunEvent.StepStarted(Step(json), UniqueId(json), OptionalText(json, "logPath"), OptionalText(json, "reason")),
        "stepWaiting" => new RunEvent.StepWaiting(Step(json), UniqueId(json)),
        "stepLogged" => new RunEvent.StepLogged(Step(json), Enum.Parse<StepLogLevel>(Text(json, "level")), Text(json, "text")),
        "stepProgressed" => new RunEvent.StepProgressed(Step(json), OptionalNumber(json, "fraction"), OptionalText(json, "text")),
        "stepCompleted" => new RunEvent.StepCompleted(
            Step(json), UniqueId(json), Enum.Parse<StepState>(Text(json, "state")), Number(json, "seconds"), OptionalText(json, "summary")),
        "stepFailed" => new RunEvent.StepFailed(
            Step(json), UniqueId(json), Number(json, "seconds"), Text(json, "code"), Text(json, "message"), OptionalText(json, "logPath")),
        "planWarned" => new RunEvent.PlanWarned(Step(json), Text(json, "code"), Text(json, "message")),
        "stepBlocked" => new RunEvent.StepBlocked(Step(json), Text(json, "by")),
        "entryLost" => new RunEvent.EntryLost(Step(json), UniqueId(json), OptionalText(json, "damage")),
        "strayOutput" => new RunEvent.StrayOutput(Text(json, "text")),
        "runFinished" => new RunEvent.RunFinished(
            json.GetProperty("ran").GetInt32(),
            json.GetProperty("failed").GetInt32(),
            json.GetProperty("blocked").GetInt32(),
            Number(json, "seconds"),
            json.GetProperty("cancelled").GetBoolean()),
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
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Step(JsonElement json) => Text(json, "step");

    private static string UniqueId(JsonElement json) => Text(json, "uniqueId");

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? OptionalText(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static double? OptionalNumber(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static List<string> Texts(JsonElement json, string name)
    {
        var texts = new List<string>();
        foreach (var text in json.GetProperty(name).EnumerateArray())
        {
            texts.Add(text.GetString() ?? throw new FormatException($"'{name}' holds null."));
        }

        return texts;
    }
}
