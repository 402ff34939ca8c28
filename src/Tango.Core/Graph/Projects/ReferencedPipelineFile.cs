using Tango.IO;

namespace Tango.Graph.Projects;

/// <summary>A <see cref="ReferencedPipeline"/> as a file, or as a text with the same content: passed from one project's build to another's.</summary>
internal static class ReferencedPipelineFile
{
    private const string Layout = "tango pipeline 3";

    public static void Write(string path, ReferencedPipeline pipeline) => StateFile.Write(path, Layout, writer => Write(writer, pipeline));

    /// <summary>Reads a file; null if it is missing, of another version, or corrupt.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ReferencedPipeline? Read(string path) => StateFile.Read(path, Layout, Read);

    /// <summary>The pipeline as text, without characters that MSBuild escapes.</summary>
    public static string ToText(ReferencedPipeline pipeline) => Convert.ToBase64String(StateFile.ToBytes(Layout, writer => Write(writer, pipeline)));

    /// <summary>Reads the text of <see cref="ToText"/>; null if it is of another version, or corrupt.</summary>
    public static ReferencedPipeline? FromText(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? StateFile.FromBytes(bytes[..length], Layout, Read) : null;
    }

    private static void Write(StateWriter writer, ReferencedPipeline pipeline)
    {
        writer.Write(pipeline.ProjectFile);
        writer.Write(pipeline.CacheDirectory);
        writer.WriteAll(pipeline.Steps, WriteStep);
    }

    private static ReferencedPipeline Read(StateReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadImmutable(ReadStep));

    private static void WriteStep(StateWriter writer, ReferencedStep step)
    {
        writer.Write(step.Name);
        writer.Write(step.UniqueId);
        writer.Write(step.Format);
        writer.Write(step.Assembly);
        writer.Write(step.Type);
        writer.WriteOptional(step.File);
        writer.WriteOptional(step.CacheDirectory);
        writer.Write(step.IsFindable);
        writer.WriteOptional(step.NotCachedBecause);
        writer.Write((byte)step.State);
    }

    private static ReferencedStep ReadStep(StateReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString())
        {
            File = reader.ReadOptional(),
            CacheDirectory = reader.ReadOptional(),
            IsFindable = reader.ReadBoolean(),
            NotCachedBecause = reader.ReadOptional(),
            State = (ReferencedState)reader.ReadByte(),
        };
}
