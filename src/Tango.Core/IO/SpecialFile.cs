namespace Tango.IO;

/// <summary>
/// Paths that are not opened as files: opening a named pipe blocks until another process opens its other end, reading a device may never end, and a link leads out of the folder
/// that Tango owns.
/// </summary>
internal static class SpecialFile
{
    /// <summary>The kind of such a path, for messages; null for all others.</summary>
    public static string? NameOf(FileKind kind) => kind switch
    {
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        _ => null,
    };

    /// <summary>What is at a path, for messages.</summary>
    public static string Describe(FileKind kind) => kind switch
    {
        FileKind.Regular => "a file",
        FileKind.Directory => "a directory",
        FileKind.Link => "a link",
        _ => NameOf(kind)!,
    };

    /// <summary>Whether there is a file with content, also behind a link: the only kind that may be opened for reading.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsFile(string path) => UnixFile.TryIsFile(path, out var isFile) ? isFile : FileStatus.Read(path).Kind == FileKind.Regular;

    /// <summary>Refuses a path of a file that Tango owns if something else is there.</summary>
    /// <param name="path">Full path; it may be missing.</param>
    /// <exception cref="IOException">It is not a regular file.</exception>
    public static void Refuse(string path)
    {
        if (FileStatus.ReadLink(path).Kind is not (FileKind.Missing or FileKind.Regular) and var kind)
            throw new IOException($"'{path}' must be a file, but is {Describe(kind)}. Delete it");
    }
}
