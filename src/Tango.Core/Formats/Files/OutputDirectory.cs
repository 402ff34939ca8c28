using Tango.IO;

namespace Tango;

/// <summary>
/// A directory as a result, with everything below it. A step writes it in its work directory and returns its full path; steps that use
/// the result get the cached copy. Cached files are shared: read them, never write them.
/// </summary>
public sealed record OutputDirectory
{
    /// <summary>Names a directory; it is not opened.</summary>
    /// <param name="path">The full path.</param>
    public OutputDirectory(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The full path of something in the directory.</summary>
    /// <param name="relativePath">Its path below the directory.</param>
    public string PathOf(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>The full paths of all files below the directory, links to files among them, in ordinal order. Links to directories are not followed.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IReadOnlyList<string> Files()
    {
        string[] files = [.. FolderWalk.FilesBelow(Path)];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
