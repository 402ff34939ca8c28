using System.Collections.Immutable;
using System.Text.Json;
using Tango.IO;

namespace Tango.Engine;

/// <summary>How a worker is started with a plan, for debuggers and tools.</summary>
/// <param name="Host">The full path of the <c>dotnet</c> host.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">The full path of the folder in which it is started.</param>
internal sealed record WorkerLaunch(string Host, ImmutableArray<string> Arguments, string Folder)
{
    /// <summary>Writes it as JSON.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    public void Write(string path)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("host", Host);
            json.WriteStartArray("arguments");
            foreach (var argument in Arguments)
                json.WriteStringValue(argument);

            json.WriteEndArray();
            json.WriteString("folder", Folder);
            json.WriteEndObject();
        }

        AtomicFile.Write(path, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Reads it.</summary>
    /// <param name="path">Full path.</param>
    public static WorkerLaunch Read(string path)
    {
        using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path));
        var root = document.RootElement;
        return new(
            root.GetProperty("host").GetString()!,
            [.. root.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)],
            root.GetProperty("folder").GetString()!);
    }
}
