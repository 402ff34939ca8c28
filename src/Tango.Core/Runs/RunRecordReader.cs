using System.Collections.Immutable;
using System.Text.Json;
using Tango.Identity;
using Tango.IO;
using Tango.Steps;

namespace Tango.Runs;

/// <summary>Reads run records of this version of Tango and all before.</summary>
internal static class RunRecordReader
{
    /// <summary>Reads a record.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>Null if it cannot be read: it is damaged, of a newer version, or being written at this moment.</returns>
    public static RunRecord? TryRead(string path)
    {
        try
        {
            if (!SpecialFile.IsFile(path))
                return null;

            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path));
            var root = document.RootElement;
            return root.GetProperty("schemaVersion").GetInt32() > RunRecordWriter.SchemaVersion ? null : Read(root) with { Id = Path.GetFileNameWithoutExtension(path) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether a record may be of a build. Most records are of others, which is seen without reading them whole.</summary>
    /// <param name="path">Its full path.</param>
    public static bool MayContain(string path, string build)
    {
        // The id is the second property.
        const int Start = 4096;
        try
        {
            if (!SpecialFile.IsFile(path))
                return false;

            using var stream = SharedReading.Open(path);
            var start = new byte[Start];
            var length = stream.ReadAtLeast(start, Start, throwOnEndOfStream: false);
            return start.AsSpan(0, length).IndexOf(JsonEncodedText.Encode(build).EncodedUtf8Bytes) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static RunRecord Read(JsonElement root) => new()
    {
        BuildId = Text(root, "build"),
        Project = Text(root, "project") ?? "",
        StateDirectory = Text(root, "stateDirectory") ?? "",
        CacheDirectory = Text(root, "cacheDirectory"),
        ToolVersion = Text(root, "toolVersion") ?? "",
        Host = Text(root, "host") ?? "",
        Started = Time(root, "started"),
        Ended = root.GetProperty("ended").GetDateTimeOffset(),
        IsCancelled = root.TryGetProperty("cancelled", out var cancelled) && cancelled.GetBoolean(),
        MaxParallelism = (int?)Number(root, "maxParallelism"),
        Source = root.TryGetProperty("source", out var source) ? new(Text(source, "commit"), Text(source, "branch"), source.GetProperty("dirty").GetBoolean()) : null,
        Overrides = root.TryGetProperty("overrides", out var overrides)
            ? new() { Arguments = Texts(overrides, "arguments"), Steps = Texts(overrides, "steps"), Force = Texts(overrides, "force") }
            : RunOverrides.None,
        Steps = [.. root.GetProperty("steps").EnumerateArray().Select(ReadStep)],
    };

    private static StepRecord ReadStep(JsonElement step) => new()
    {
        Name = Text(step, "name") ?? "",
        Type = Text(step, "type"),
        UniqueId = Text(step, "uniqueId") ?? "",
        State = RecordedState.Parse(Text(step, "state") ?? ""),
        Started = Time(step, "started"),
        Duration = TimeSpan.FromSeconds(step.GetProperty("seconds").GetDouble()),
        Cost = step.TryGetProperty("cost", out var cost) ? TimeSpan.FromSeconds(cost.GetDouble()) : TimeSpan.Zero,
        CpuTime = step.TryGetProperty("cpuSeconds", out var cpu) ? TimeSpan.FromSeconds(cpu.GetDouble()) : null,
        PeakMemory = Number(step, "peakMemory"),
        Lane = (int?)Number(step, "lane"),
        SpanId = Text(step, "spanId"),
        FailedAttempts = (int)(Number(step, "failedAttempts") ?? 0),
        ResultSize = Number(step, "resultSize"),
        FetchedSize = Number(step, "fetchedSize"),
        PushedSize = Number(step, "pushedSize"),
        Reason = Text(step, "reason"),
        Summary = Text(step, "summary"),
        Metrics = MetricsJson.Read(step),
        Code = Text(step, "code"),
        Error = Text(step, "error"),
        SourceFile = Text(step, "sourceFile"),
        SourceLine = (int?)Number(step, "sourceLine"),
        Log = Text(step, "log"),
        Exports = Texts(step, "exports"),
        Needs = Texts(step, "needs"),
        Identity = step.TryGetProperty("identity", out _) ? IdentityJson.Read(step) : [],
    };

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Number(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static DateTimeOffset? Time(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    private static ImmutableArray<string> Texts(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")] : [];
}
