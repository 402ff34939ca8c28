using System.Globalization;
using System.Text.Json;

namespace Tango.Runs;

/// <summary>Appends records of runs to a directory, one JSON file a run. Nothing is ever overwritten.</summary>
internal static class RunRecordFile
{
    /// <summary>Writes a record.</summary>
    /// <param name="directory">The directory; created when needed.</param>
    /// <param name="record">The record.</param>
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
        writer.WriteString("host", Environment.MachineName);
        writer.WriteString("ended", record.Ended);
        writer.WriteStartArray("steps");
        foreach (var step in record.Steps)
        {
            Write(writer, step);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RunRecordStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("uniqueId", step.UniqueId);
        writer.WriteString("state", step.State.ToString().ToLowerInvariant());
        writer.WriteNumber("seconds", step.Duration.TotalSeconds);
        WriteIfAny(writer, "reason", step.Reason);
        WriteIfAny(writer, "summary", step.Summary);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
