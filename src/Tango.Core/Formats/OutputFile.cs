namespace Tango;

/// <summary>
/// A file as a result. A step writes it in its work directory and returns its full path; whoever is given the result finds the stored file
/// under the same name. Stored files are shared: read them, never write them.
/// </summary>
/// <param name="Path">The full path.</param>
public sealed record OutputFile(string Path)
{
    /// <summary>The file's name with its extension.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens the file for reading.</summary>
    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
