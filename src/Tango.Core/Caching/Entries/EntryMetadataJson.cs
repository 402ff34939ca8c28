using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tango.Identity;
using Tango.IO;
using Tango.Steps;

namespace Tango.Caching.Entries;

/// <summary>
/// <c>metadata.json</c>: readable. Written and parsed by hand, because in a cold process a serializer costs more than the rest of reading an entry. Times are ISO 8601 in UTC,
/// durations are seconds.
/// </summary>
internal static class EntryMetadataJson
{
    /// <summary>The newest layout that this version can read. Raised only if an older reader would misread an entry; added properties do not raise it.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes metadata.</summary>
    /// <returns>UTF-8 without a byte order mark, with a line end at the end. The last property is the digest of all before it, see <see cref="EntryMetadataDigest"/>.</returns>
    public static ReadOnlyMemory<byte> Write(EntryMetadata metadata)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", metadata.SchemaVersion);
            json.WriteString("uniqueId", metadata.UniqueId);
            json.WriteString("step", metadata.Step);
            json.WriteString("type", metadata.Type);
            WriteOptional(json, "version", metadata.Version);
            json.WriteString("format", metadata.Format);
            json.WriteNumber("formatVersion", metadata.FormatVersion);
            json.WriteBoolean("isNull", metadata.IsNull);
            WriteFiles(json, metadata.Files);
            IdentityJson.Write(json, metadata.Identity);
            WriteDependencies(json, metadata.Dependencies);
            WriteOptional(json, "cutoffKey", metadata.CutoffKey);
            WriteOptional(json, "takenFrom", metadata.TakenFrom);
            WriteOptional(json, "codeFingerprint", metadata.CodeFingerprint);
            WriteOptional(json, "summary", metadata.Summary);
            MetricsJson.WriteIfAny(json, metadata.Metrics);
            json.WriteString("started", metadata.Started.UtcDateTime);
            json.WriteNumber("duration", metadata.Duration.Ticks / (decimal)TimeSpan.TicksPerSecond);
            WriteOptional(json, "host", metadata.Host);
            WriteOptional(json, "toolVersion", metadata.ToolVersion);
            json.WriteString(EntryMetadataDigest.Property, EntryMetadataDigest.Placeholder);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return EntryMetadataDigest.Fill(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Reads metadata.</summary>
    /// <param name="json">The content of <c>metadata.json</c>.</param>
    /// <returns>Null if a newer version of Tango wrote it in a layout that this version cannot read.</returns>
    /// <exception cref="InvalidDataException">It is corrupt.</exception>
    public static EntryMetadata? Read(ReadOnlyMemory<byte> json)
    {
        if (!EntryMetadataDigest.IsRight(json.Span))
            throw new InvalidDataException($"{EntryLayout.Metadata} is not as it was written: its digest is missing or differs");

        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return AtLeast(root, "schemaVersion", 1) > SchemaVersion ? null : Read(root);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{EntryLayout.Metadata} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static EntryMetadata Read(JsonElement root) => new()
    {
        SchemaVersion = root.GetProperty("schemaVersion").GetInt32(),
        UniqueId = Text(root, "uniqueId"),
        Step = Text(root, "step"),
        Type = Text(root, "type"),
        Version = OptionalText(root, "version"),
        Format = Text(root, "format"),
        FormatVersion = AtLeast(root, "formatVersion", 1),
        IsNull = root.GetProperty("isNull").GetBoolean(),
        Files = ReadAll(root.GetProperty("files"), ReadFile),
        Identity = IdentityJson.Read(root),
        Dependencies = ReadAll(root.GetProperty("dependencies"), static id => id.GetString() ?? throw new FormatException("A dependency is null.")),
        CutoffKey = OptionalText(root, "cutoffKey"),
        TakenFrom = OptionalText(root, "takenFrom"),
        CodeFingerprint = OptionalText(root, "codeFingerprint"),
        Summary = OptionalText(root, "summary"),
        Metrics = MetricsJson.Read(root),
        Started = root.GetProperty("started").GetDateTimeOffset().ToUniversalTime(),
        Duration = ReadDuration(root.GetProperty("duration").GetDecimal()),
        Host = OptionalText(root, "host"),
        ToolVersion = OptionalText(root, "toolVersion"),
    };

    // Without LINQ: its code for JSON would be compiled in every build.
    private static ImmutableArray<T> ReadAll<T>(JsonElement array, Func<JsonElement, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            all.Add(read(item));

        return all.MoveToImmutable();
    }

    private static void WriteFiles(Utf8JsonWriter json, ImmutableArray<EntryFile> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256);
            WriteOptional(json, "mode", file.Mode is { } mode ? PermissionBits.Format(mode) : null);
            if (!file.HasItsMode)
                json.WriteBoolean("hasItsMode", false);

            WriteOptional(json, "linkTarget", file.LinkTarget);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static EntryFile ReadFile(JsonElement file) => new()
    {
        Name = Text(file, "name"),
        Size = ReadSize(file.GetProperty("size").GetInt64()),
        Sha256 = Text(file, "sha256"),
        Mode = OptionalText(file, "mode") is { } mode ? ReadMode(mode) : null,
        HasItsMode = !file.TryGetProperty("hasItsMode", out var has) || has.GetBoolean(),
        LinkTarget = OptionalText(file, "linkTarget"),
    };

    private static int AtLeast(JsonElement root, string name, int least) =>
        root.GetProperty(name).GetInt32() is var number && number >= least ? number : throw new FormatException($"'{name}' is {number.ToString(CultureInfo.InvariantCulture)}.");

    private static long ReadSize(long size) => size >= 0 ? size : throw new FormatException("'size' is negative.");

    private static TimeSpan ReadDuration(decimal seconds) =>
        seconds >= 0 ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : throw new FormatException("'duration' is negative.");

    // Three octal digits, the usual notation.
    private static UnixFileMode ReadMode(string text) => text.Length == 3 && text.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0
        ? (UnixFileMode)Convert.ToInt32(text, 8)
        : throw new FormatException($"'{text}' is not a file mode.");

    private static void WriteDependencies(Utf8JsonWriter json, ImmutableArray<string> dependencies)
    {
        json.WriteStartArray("dependencies");
        foreach (var uniqueId in dependencies)
            json.WriteStringValue(uniqueId);

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string Text(JsonElement owner, string name) =>
        owner.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? OptionalText(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) ? value.GetString() : null;
}
