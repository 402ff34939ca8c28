namespace Tango.Steps.Memo;

/// <summary>What a file looked like from outside: cheap to ask for, and different after almost every write.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Length">In bytes; -1 when there is no such file.</param>
/// <param name="Modified">Ticks of the time of the last write, UTC.</param>
internal readonly record struct FileStamp(string Path, long Length, long Modified)
{
    internal static FileStamp Of(string path)
    {
        FileSystemInfo found = new FileInfo(path);

        // A link has a length and a time of its own. Builds that link instead of copying put links into output folders.
        if (found.Exists && (found.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
        }

        return found is FileInfo { Exists: true } file ? new FileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(path, -1, 0);
    }
}
