namespace Tango.Steps.Memo;

/// <summary>What a file looked like from outside: cheap to ask for, and different after almost every write.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Length">In bytes; -1 when there is no such file.</param>
/// <param name="Modified">Ticks of the time of the last write, UTC.</param>
internal readonly record struct FileStamp(string Path, long Length, long Modified)
{
    internal static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(path, -1, 0);
    }
}
