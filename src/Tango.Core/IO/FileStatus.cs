namespace Tango.IO;

/// <summary>The data of the file system about a path, without opening it.</summary>
/// <param name="Mode">Its permission bits; none on Windows.</param>
/// <param name="Stamp">Shows changes; <see cref="FileStamp.Missing"/> if it does not exist.</param>
internal readonly record struct FileStatus(FileKind Kind, UnixFileMode Mode, FileStamp Stamp)
{
    /// <summary>The path does not exist.</summary>
    public static FileStatus Missing { get; } = new(FileKind.Missing, UnixFileMode.None, FileStamp.Missing);

    /// <summary>Reads the status of a path, following links.</summary>
    /// <param name="path">Full path.</param>
    public static FileStatus Read(string path) => UnixFile.TryStatus(path, followsLinks: true, out var status) ? status : PortableOf(path, followsLinks: true);

    /// <summary>Reads the status of a path itself: for a link, that of the link.</summary>
    /// <param name="path">Full path.</param>
    public static FileStatus ReadLink(string path) => UnixFile.TryStatus(path, followsLinks: false, out var status) ? status : PortableOf(path, followsLinks: false);

    // Pipes, sockets and devices do not exist in file systems of Windows.
    private static FileStatus PortableOf(string path, bool followsLinks)
    {
        FileSystemInfo found = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (found.LinkTarget is not null)
        {
            if (!followsLinks)
                return new(FileKind.Link, UnixFileMode.None, StampOf(found));

            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
        }

        return !found.Exists ? Missing : new(found is FileInfo ? FileKind.Regular : FileKind.Directory, UnixFileMode.None, StampOf(found));
    }

    private static FileStamp StampOf(FileSystemInfo found) => new((found as FileInfo)?.Length ?? 0, found.LastWriteTimeUtc.Ticks, 0, 0);
}
