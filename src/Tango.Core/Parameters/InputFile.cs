using Tango.IO;

namespace Tango;

/// <summary>
/// A file whose content is the argument: editing it leads to a new result, moving the project does not.
/// Declared as a path relative to the project; a missing file is an error before anything runs.
/// </summary>
public sealed record InputFile
{
    /// <summary>Names a file; it is not opened.</summary>
    /// <param name="path">The full path.</param>
    public InputFile(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The file's name with its extension.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public FileStream OpenRead() => SharedReading.Open(Path);

    /// <summary>Reads all of it as UTF-8 text.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public string ReadAllText() => SharedReading.ReadAllText(Path);

    /// <summary>Reads its lines as UTF-8 text, one at a time, while they are enumerated.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IEnumerable<string> ReadLines() => SharedReading.ReadLines(Path);

    /// <summary>Reads all of it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public byte[] ReadAllBytes() => SharedReading.ReadAllBytes(Path);

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
