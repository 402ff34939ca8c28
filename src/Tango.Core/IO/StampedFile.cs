namespace Tango.IO;

/// <summary>A file with its stamp.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Content">Identifies the content if a changed stamp need not mean changed content: a hash, or the version id of a module. Empty if unused.</param>
internal sealed record StampedFile(string Path, FileStamp Stamp, string Content = "")
{
    /// <summary>Stamps a file.</summary>
    public static StampedFile Read(string path) => new(path, FileStamp.Read(path));

    public static StampedFile Read(StateReader reader) => new(reader.ReadString(), FileStamp.Read(reader), reader.ReadString());

    public static void Write(StateWriter writer, StampedFile file)
    {
        writer.Write(file.Path);
        file.Stamp.Write(writer);
        writer.Write(file.Content);
    }
}
