using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.IO;

namespace Tango.Planning;

/// <summary>
/// Writes and reads an <see cref="UpToDateRecord"/>. Binary, because reading it is most of what an up-to-date build does; it may be deleted at any time.
/// </summary>
internal static class UpToDateFile
{
    private const int Magic = 0x31_44_54_54; // "TTD1"

    /// <summary>Writes a record.</summary>
    public static void Write(string path, UpToDateRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(Magic);
            writer.Write(record.Digest.AsSpan());
            WriteFiles(writer, record.Files);
            WriteGlobs(writer, record.Globs);
            WriteSteps(writer, record.Steps);
        }

        AtomicFile.Write(path, stream.ToArray());
    }

    /// <summary>Reads a record if it has the given digest; null for any other, and for a file that is missing or not whole.</summary>
    public static UpToDateRecord? Read(string path, ReadOnlySpan<byte> digest)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)));
            if (reader.ReadInt32() != Magic || !digest.SequenceEqual(reader.ReadBytes(SHA256.HashSizeInBytes)))
            {
                return null;
            }

            return new UpToDateRecord([.. digest], ReadFiles(reader), ReadGlobs(reader), ReadSteps(reader));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            // It only saves time: without it the build finds out again.
            return null;
        }
    }

    private static void WriteFiles(BinaryWriter writer, ImmutableArray<StampedFile> files)
    {
        writer.Write(files.Length);
        foreach (var file in files)
        {
            writer.Write(file.Path);
            writer.Write(file.Stamp.Size);
            writer.Write(file.Stamp.WrittenTicks);
        }
    }

    private static ImmutableArray<StampedFile> ReadFiles(BinaryReader reader)
    {
        var files = ImmutableArray.CreateBuilder<StampedFile>(reader.ReadInt32());
        for (var left = files.Capacity; left > 0; left--)
        {
            files.Add(new StampedFile(reader.ReadString(), new FileStamp(reader.ReadInt64(), reader.ReadInt64())));
        }

        return files.MoveToImmutable();
    }

    private static void WriteGlobs(BinaryWriter writer, ImmutableArray<StampedGlob> globs)
    {
        writer.Write(globs.Length);
        foreach (var glob in globs)
        {
            writer.Write(glob.Directory);
            writer.Write(glob.Pattern);
            writer.Write(glob.Found);
        }
    }

    private static ImmutableArray<StampedGlob> ReadGlobs(BinaryReader reader)
    {
        var globs = ImmutableArray.CreateBuilder<StampedGlob>(reader.ReadInt32());
        for (var left = globs.Capacity; left > 0; left--)
        {
            globs.Add(new StampedGlob(reader.ReadString(), reader.ReadString(), reader.ReadString()));
        }

        return globs.MoveToImmutable();
    }

    private static void WriteSteps(BinaryWriter writer, ImmutableArray<RecordedStep> steps)
    {
        writer.Write(steps.Length);
        foreach (var step in steps)
        {
            writer.Write(step.Name);
            writer.Write(step.UniqueId);
            writer.Write(step.IsNeeded);
            writer.Write(step.Format);
            writer.Write(step.ExportedTo ?? "");
            writer.Write(step.ExportItem ?? "");
        }
    }

    private static ImmutableArray<RecordedStep> ReadSteps(BinaryReader reader)
    {
        var steps = ImmutableArray.CreateBuilder<RecordedStep>(reader.ReadInt32());
        for (var left = steps.Capacity; left > 0; left--)
        {
            steps.Add(new RecordedStep(
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadBoolean(),
                reader.ReadString(),
                NullIfEmpty(reader.ReadString()),
                NullIfEmpty(reader.ReadString())));
        }

        return steps.MoveToImmutable();
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
