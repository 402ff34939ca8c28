namespace Tango;

/// <summary>
/// A directory as a result, with everything below it. A step writes it in its work directory and returns its full path; whoever is given the
/// result finds the stored copy. Stored files are shared: read them, never write them.
/// </summary>
/// <param name="Path">The full path.</param>
public sealed record OutputDirectory(string Path)
{
    /// <summary>The full path of something in the directory.</summary>
    /// <param name="relativePath">Its path below the directory.</param>
    public string PathOf(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>The full paths of all files below the directory, in ordinal order.</summary>
    public IReadOnlyList<string> Files()
    {
        var files = Directory.GetFiles(Path, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
