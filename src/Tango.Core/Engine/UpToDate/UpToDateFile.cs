using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.Diagnostics;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Runs;

namespace Tango.Engine.UpToDate;

/// <summary>Writes and reads an <see cref="UpToDateRecord"/>. Reading it is most of the work of an up-to-date build.</summary>
internal static class UpToDateFile
{
    private const string Layout = "tango up-to-date 11";

    public static void Write(string path, UpToDateRecord record) => StateFile.Write(path, Layout, writer =>
    {
        writer.Write(record.Digest);
        record.Files.Write(writer);
        writer.WriteAll(record.Globs, StampedGlob.Write);
        writer.WriteAll(record.Steps, WriteStep);
        writer.WriteAll(record.Warnings, DiagnosticState.Write);
    });

    public static UpToDateRecord? Read(string path) => StateFile.Read(path, Layout, ReadRecord, onlySavesTime: true);

    private static UpToDateRecord ReadRecord(StateReader reader) => new(
        reader.ReadBytes(SHA256.HashSizeInBytes),
        StampedFiles.Read(reader),
        reader.ReadAll(StampedGlob.Read),
        reader.ReadAll(ReadStep),
        reader.ReadAll(DiagnosticState.Read));

    private static void WriteStep(StateWriter writer, StepOutcome step)
    {
        writer.Write(step.Name);
        writer.Write(step.UniqueId);
        writer.Write(step.State is StepState.Cached or StepState.Ran);
        writer.Write(step.Path);
        writer.Write(step.Format);
        writer.WriteOptional(step.Summary);
        writer.Write(step.ResultSize ?? -1);
        writer.Write(step.Cost.Ticks);
        var hasExports = step.ExportedTo is not null || step.ExportItem is not null || step.ExportMode != default || step.ExportedFiles.Count > 0 || step.OutputFiles.Count > 0;
        writer.Write(hasExports);
        if (hasExports)
            WriteExports(writer, step);

        writer.Write(step.Metrics is { Count: > 0 });
        if (step.Metrics is { Count: > 0 } metrics)
            WriteMetrics(writer, metrics);
    }

    private static void WriteExports(StateWriter writer, StepOutcome step)
    {
        writer.WriteOptional(step.ExportedTo);
        writer.WriteAll(step.ExportedFiles);
        writer.WriteOptional(step.ExportItem);
        writer.Write((byte)step.ExportMode);
        writer.WriteAll(step.OutputFiles);
    }

    private static void WriteMetrics(StateWriter writer, ImmutableSortedDictionary<string, double> metrics)
    {
        writer.Write(metrics.Count);
        foreach (var (name, value) in metrics)
        {
            writer.Write(name);
            writer.Write(BitConverter.DoubleToInt64Bits(value));
        }
    }

    private static StepOutcome ReadStep(StateReader reader)
    {
        var step = new StepOutcome(reader.ReadString(), reader.ReadString(), reader.ReadBoolean() ? StepState.Cached : StepState.Skipped, reader.ReadString(), reader.ReadString())
        {
            Summary = reader.ReadOptional(),
            ResultSize = reader.ReadInt64() is >= 0 and var size ? size : null,
            Cost = new TimeSpan(reader.ReadInt64()),
        };
        if (reader.ReadBoolean())
            step = ReadExports(reader, step);

        return reader.ReadBoolean() ? ReadMetrics(reader, step) : step;
    }

    // This and the next are methods of their own, which most up-to-date builds need not compile.
    private static StepOutcome ReadExports(StateReader reader, StepOutcome step) => step with
    {
        ExportedTo = reader.ReadOptional(),
        ExportedFiles = reader.ReadAll(StateReader.ReadText),
        ExportItem = reader.ReadOptional(),
        ExportMode = (ExportMode)reader.ReadByte(),
        OutputFiles = reader.ReadAll(StateReader.ReadText),
    };

    private static StepOutcome ReadMetrics(StateReader reader, StepOutcome step)
    {
        var metrics = StepMetrics.None.ToBuilder();
        for (var left = reader.ReadInt32(); left > 0; left--)
            metrics[reader.ReadString()] = BitConverter.Int64BitsToDouble(reader.ReadInt64());

        return step with { Metrics = metrics.ToImmutable() };
    }
}
