using System.Security.Cryptography;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango;

/// <summary>
/// Writes and reads an <see cref="UpToDateRecord"/>. Binary, because reading it is most of what an up-to-date build does; it may be deleted at any time.
/// </summary>
internal static class UpToDateFile
{
    private const int Magic = 0x34_44_54_54; // "TTD4"

    /// <summary>Writes a record.</summary>
    public static void Write(string path, UpToDateRecord record)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(record.Digest);
        WriteFiles(writer, record.Files);
        WriteGlobs(writer, record.Globs);
        WriteSteps(writer, record.Steps);
        WriteWarnings(writer, record.Warnings);
        writer.Flush();
        ChecksummedFile.Write(path, stream);
    }

    /// <summary>Reads a record; null for a file that is missing, of another version, or not whole.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="cacheDirectory">The directory of the cache, full path.</param>
    public static UpToDateRecord? Read(string path, string cacheDirectory)
    {
        try
        {
            using var reader = ChecksummedFile.Read(path);
            if (reader is null || reader.ReadInt32() != Magic)
            {
                return null;
            }

            return new UpToDateRecord(
                reader.ReadBytes(SHA256.HashSizeInBytes),
                ReadFiles(reader),
                ReadCount(reader) is > 0 and var globs ? ReadGlobs(reader, globs) : [],
                ReadSteps(reader, cacheDirectory),
                ReadCount(reader) is > 0 and var warnings ? ReadWarnings(reader, warnings) : []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // It only saves time: without it the build finds out again.
            return null;
        }
    }

    private static void WriteFiles(BinaryWriter writer, StampedFile[] files)
    {
        writer.Write(files.Length);
        foreach (var file in files)
        {
            writer.Write(file.Path);
            file.Stamp.Write(writer);
        }
    }

    private static StampedFile[] ReadFiles(BinaryReader reader)
    {
        var files = new StampedFile[ReadCount(reader)];
        for (var index = 0; index < files.Length; index++)
        {
            files[index] = new StampedFile(reader.ReadString(), FileStamp.Read(reader));
        }

        return files;
    }

    private static void WriteGlobs(BinaryWriter writer, StampedGlob[] globs)
    {
        writer.Write(globs.Length);
        foreach (var glob in globs)
        {
            writer.Write(glob.Directory);
            writer.Write(glob.Pattern);
            writer.Write(glob.Found);
        }
    }

    private static StampedGlob[] ReadGlobs(BinaryReader reader, int count)
    {
        var globs = new StampedGlob[count];
        for (var index = 0; index < globs.Length; index++)
        {
            globs[index] = new StampedGlob(reader.ReadString(), reader.ReadString(), reader.ReadString());
        }

        return globs;
    }

    private static void WriteSteps(BinaryWriter writer, StepOutcome[] steps)
    {
        writer.Write(steps.Length);
        foreach (var step in steps)
        {
            writer.Write(step.Name);
            writer.Write(step.UniqueId);
            writer.Write(step.State is StepState.Cached or StepState.Ran);
            writer.Write(step.Format);
            writer.Write(step.ExportedTo ?? "");
            WriteTexts(writer, step.ExportedFiles);
            writer.Write(step.ExportItem ?? "");
            WriteTexts(writer, step.PlacedFiles);
        }
    }

    private static void WriteTexts(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static StepOutcome[] ReadSteps(BinaryReader reader, string cacheDirectory)
    {
        var steps = new StepOutcome[ReadCount(reader)];
        for (var index = 0; index < steps.Length; index++)
        {
            var name = reader.ReadString();
            var uniqueId = reader.ReadString();
            var state = reader.ReadBoolean() ? StepState.Cached : StepState.Skipped;
            steps[index] = new StepOutcome(name, uniqueId, state, Path.Combine(cacheDirectory, uniqueId), reader.ReadString())
            {
                ExportedTo = NullIfEmpty(reader.ReadString()),
                ExportedFiles = ReadTexts(reader),
                ExportItem = NullIfEmpty(reader.ReadString()),
                PlacedFiles = ReadTexts(reader),
            };
        }

        return steps;
    }

    private static void WriteWarnings(BinaryWriter writer, Diagnostic[] warnings)
    {
        writer.Write(warnings.Length);
        foreach (var warning in warnings)
        {
            writer.Write(warning.Code);
            writer.Write(warning.Subject.File ?? "");
            writer.Write(warning.Subject.Step ?? "");
            writer.Write(warning.Subject.Argument ?? "");
            writer.Write(warning.Subject.Occurrence);
            writer.Write(warning.Message);
        }
    }

    private static Diagnostic[] ReadWarnings(BinaryReader reader, int count)
    {
        var warnings = new Diagnostic[count];
        for (var index = 0; index < warnings.Length; index++)
        {
            warnings[index] = new Diagnostic(
                Descriptors.Find(reader.ReadString()),
                new DiagnosticSubject(
                    NullIfEmpty(reader.ReadString()), NullIfEmpty(reader.ReadString()), NullIfEmpty(reader.ReadString()), reader.ReadInt32()),
                reader.ReadString());
        }

        return warnings;
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[ReadCount(reader)];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = reader.ReadString();
        }

        return texts;
    }

    // No item takes less than a byte, so a larger count is damage, and not worth the memory it asks for.
    private static int ReadCount(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var stream = reader.BaseStream;
        return count >= 0 && count <= stream.Length - stream.Position
            ? count
            : throw new FormatException($"{count} is not a count.");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
