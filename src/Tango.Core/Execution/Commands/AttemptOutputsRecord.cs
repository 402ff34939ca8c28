using Tango.IO;

namespace Tango.Execution.Commands;

/// <summary>The record of an attempt of a command.</summary>
internal sealed class AttemptOutputsRecord
{
    private const string Layout = "tango tried-outputs 2";

    private readonly IReadOnlyDictionary<string, FileStamp> _files;

    /// <param name="hasEnded">Whether the attempt has ended: then the files are those that it left. Otherwise they existed before it.</param>
    /// <param name="files">The files, by their paths relative to the project's folder, which may be moved.</param>
    public AttemptOutputsRecord(bool hasEnded, IReadOnlyList<string> outputs, IReadOnlyDictionary<string, FileStamp> files)
    {
        HasEnded = hasEnded;
        Outputs = outputs;
        _files = files;
    }

    public bool HasEnded { get; }

    /// <summary>The recorded outputs, as declared.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Whether a file is recorded and unchanged. Compares size and time only: a copy of the whole folder has other inodes.</summary>
    public bool Holds(string path, FileStamp stamp) => _files.TryGetValue(path, out var known) && (known.Size, known.WrittenTicks) == (stamp.Size, stamp.WrittenTicks);

    /// <summary>Reads a record; null when there is none.</summary>
    public static AttemptOutputsRecord? Read(string path) => StateFile.Read(path, Layout, reader => new AttemptOutputsRecord(
        reader.ReadBoolean(), reader.ReadAll(StateReader.ReadText), reader.ReadAll(StampedFile.Read).ToDictionary(file => file.Path, file => file.Stamp, StringComparer.Ordinal)));

    /// <summary>Writes the record; creates its folder. Not flushed to disk: each command waits for it, and without it the files in the outputs are backed up anyway.</summary>
    public void Write(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        OwnFolders.Create(Path.GetDirectoryName(folder)!, folder);
        StateFile.Write(path, Layout, WriteContent, isDurable: false);
    }

    private void WriteContent(StateWriter writer)
    {
        writer.Write(HasEnded);
        writer.WriteAll(Outputs);
        writer.WriteAll(_files, static (writer, file) => StampedFile.Write(writer, new StampedFile(file.Key, file.Value)));
    }
}
