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
    private const string Layout = "tango up-to-date 9";

    public static void Write(string path, UpToDateRecord record) => StateFile.Write(path, Layout, writer =>
    {
        writer.Write(record.Digest);
        writer.WriteAll(record.Files, StampedFile.Write);
        writer.WriteAll(record.Globs, StampedGlob.Write);
        writer.WriteAll(record.Steps, WriteStep);
        writer.WriteAll(record.Warnings, DiagnosticState.Write);
    });

    public static UpToDateRecord? Read(string path) => StateFile.Read(path, Layout, ReadRecord, onlySavesTime: true);

    private static UpToDateRecord ReadRecord(StateReader reader) => new(
        reader.ReadBytes(SHA256.HashSizeInBytes),
        reader.ReadAll(StampedFile.Read),
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
        writer.WriteOptional(step.ExportedTo);
        writer.WriteAll(step.ExportedFiles);
        writer.WriteOptional(step.ExportItem);
        writer.Write((byte)step.ExportMode);
        writer.WriteAll(step.OutputFiles);
        writer.WriteOptional(step.Summary);
        writer.Write(step.ResultSize ?? -1);
        writer.Write(step.Cost.Ticks);
        WriteMetrics(writer, step.Metrics);
    }

    private static void WriteMetrics(StateWriter writer, ImmutableSortedDictionary<string, double>? metrics)
    {
        writer.Write(metrics?.Count ?? 0);
        foreach (var (name, value) in metrics ?? StepMetrics.None)
        {
            writer.Write(name);
            writer.Write(BitConverter.DoubleToInt64Bits(value));
        }
    }

    private static StepOutcome ReadStep(StateReader reader) => new(
        reader.ReadString(), reader.ReadString(), reader.ReadBoolean() ? StepState.Cached : StepState.Skipped, reader.ReadString(), reader.ReadString())
    {
        ExportedTo = reader.ReadOptional(),
        ExportedFiles = reader.ReadAll(StateReader.ReadText),
        ExportItem = reader.ReadOptional(),
        ExportMode = (ExportMode)reader.ReadByte(),
        OutputFiles = reader.ReadAll(StateReader.ReadText),
        Summary = reader.ReadOptional(),
        ResultSize = reader.ReadInt64() is >= 0 and var size ? size : null,
        Cost = new TimeSpan(reader.ReadInt64()),
        Metrics = reader.ReadInt32() is > 0 and var count ? ReadMetrics(reader, count) : null,
    };

    // In a method of its own, which most up-to-date builds need not compile.
    private static ImmutableSortedDictionary<string, double> ReadMetrics(StateReader reader, int count)
    {
        var metrics = StepMetrics.None.ToBuilder();
        for (var i = 0; i < count; i++)
            metrics[reader.ReadString()] = BitConverter.Int64BitsToDouble(reader.ReadInt64());

        return metrics.ToImmutable();
    }
}
