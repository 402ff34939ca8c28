using System.Globalization;
using System.Text.Json;
using Tango.IO;

namespace Tango.Runs;

/// <summary>Adds records of runs to a directory, one JSON file per run, and finds the last one of a project. Files are never overwritten.</summary>
internal static class RunRecordFile
{
    /// <summary>Writes a record.</summary>
    /// <param name="directory">The directory; created when needed.</param>
    public static void Append(string directory, RunRecord record)
    {
        Directory.CreateDirectory(directory);
        var time = record.Ended.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
        var path = Path.Combine(directory, $"{time}-{Path.GetFileNameWithoutExtension(record.Project)}-{IO.RandomName.Create()}.json");
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 1);
        writer.WriteString("toolVersion", record.ToolVersion);
        writer.WriteString("project", record.Project);
        writer.WriteString("stateDirectory", record.StateDirectory);
        writer.WriteString("host", record.Host);
        writer.WriteString("ended", record.Ended);
        writer.WriteStartArray("steps");
        foreach (var step in record.Steps)
            Write(writer, step);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The last record of a project; null if there is none that can be read.</summary>
    /// <param name="directory">The directory; it may not exist.</param>
    /// <param name="stateDirectory">The engine's state directory of the project and target framework.</param>
    public static RunRecord? FindLast(string directory, string project, string stateDirectory)
    {
        if (!Directory.Exists(directory))
            return null;

        // Names start with the time.
        var ofProject = $"*-{Path.GetFileNameWithoutExtension(project)}-*.json";
        return Directory.GetFiles(directory, ofProject)
            .Where(SpecialFile.IsFile)
            .OrderByDescending(path => path, StringComparer.Ordinal)
            .Select(TryRead)
            .FirstOrDefault(record => record is not null && record.Project == project && record.StateDirectory == stateDirectory);
    }

    private static RunRecord? TryRead(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path));
            var root = document.RootElement;
            return new RunRecord(
                Text(root, "project") ?? "",
                Text(root, "stateDirectory") ?? "",
                Text(root, "toolVersion") ?? "",
                Text(root, "host") ?? "",
                root.GetProperty("ended").GetDateTimeOffset(),
                [.. root.GetProperty("steps").EnumerateArray().Select(ReadStep)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            // Of another version, or being written by another build.
            return null;
        }
    }

    private static StepOutcome ReadStep(JsonElement step) => new(
        Text(step, "name") ?? "",
        Text(step, "uniqueId") ?? "",
        Enum.Parse<StepState>(Text(step, "state") ?? "", ignoreCase: true))
    {
        Duration = TimeSpan.FromSeconds(step.GetProperty("seconds").GetDouble()),
        Reason = Text(step, "reason"),
        Summary = Text(step, "summary"),
        Error = Text(step, "error"),
        Log = Text(step, "log"),
    };

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Write(Utf8JsonWriter writer, StepOutcome step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("uniqueId", step.UniqueId);
        writer.WriteString("state", step.State.ToString().ToLowerInvariant());
        writer.WriteNumber("seconds", step.Duration.TotalSeconds);
        WriteIfAny(writer, "reason", step.Reason);
        WriteIfAny(writer, "summary", step.Summary);
        WriteIfAny(writer, "error", step.Error);
        WriteIfAny(writer, "log", step.Log);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }
}
