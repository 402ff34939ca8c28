namespace Tango.IO;

/// <summary>What tells, without reading it, that a file is the one that was seen before.</summary>
/// <param name="Size">Bytes; -1 when there is no such file.</param>
/// <param name="WrittenTicks">Time of last writing, UTC ticks.</param>
internal readonly record struct FileStamp(long Size, long WrittenTicks)
{
    /// <summary>The stamp of a file that does not exist.</summary>
    public static FileStamp Missing { get; } = new(-1, 0);

    /// <summary>Whether the file exists.</summary>
    public bool Exists => Size >= 0;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp Of(string path)
    {
        FileSystemInfo found = new FileInfo(path);

        // A link has a size and a time of its own. Builds that link instead of copying put links into output folders.
        if (found.Exists && (found.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
        }

        return found is FileInfo { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc.Ticks) : Missing;
    }
}
