using Tango.Formats;

namespace Tango.InCode;

/// <summary>What was exported, as a format reads it: one file, decompressed, whatever its name was in the cache, or a directory.</summary>
internal sealed class ExportReader : IResultReader
{
    private readonly string _path;

    /// <param name="path">The full path of the file or directory.</param>
    public ExportReader(string path) => _path = path;

    // As the formats of files and directories name what they store.
    public IReadOnlyList<string> Names => ["result/"];

    public Stream Open(string name) => File.Exists(_path)
        ? new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete)
        : throw new InvalidDataException("it is a directory");

    public string? PathOf(string name) => _path;
}
