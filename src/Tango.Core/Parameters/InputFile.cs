namespace Tango;

/// <summary>
/// A file whose content is the argument: editing it makes a new result, moving the project does not.
/// Declared as a path relative to the project; a missing file is an error before anything runs.
/// </summary>
/// <param name="Path">The full path.</param>
public sealed record InputFile(string Path)
{
    /// <summary>The file's name with its extension.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens the file for reading.</summary>
    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Reads all of it as UTF-8 text.</summary>
    public string ReadAllText() => File.ReadAllText(Path);

    /// <summary>Reads its lines, one at a time.</summary>
    public IEnumerable<string> ReadLines() => File.ReadLines(Path);

    /// <summary>Reads all of it.</summary>
    public byte[] ReadAllBytes() => File.ReadAllBytes(Path);

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
