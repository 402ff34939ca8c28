using Tango.IO;

namespace Tango;

/// <summary>
/// A file as a result. A step writes it in its work directory and returns its full path; steps that use the result get the cached file
/// under the same name. Stored files are shared: read them, never write them.
/// </summary>
public sealed record OutputFile
{
    /// <summary>Names a file; it is not opened.</summary>
    /// <param name="path">The full path.</param>
    public OutputFile(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The file's name with its extension.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public FileStream OpenRead() => SharedReading.Open(Path);

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
