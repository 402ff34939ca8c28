using System.Text;

namespace Tango.IO;

/// <summary>Writes files that other processes see completely or not at all, also after a crash.</summary>
internal static class AtomicFile
{
    // Of most file systems. Some count UTF-16 units instead, which are never more.
    private const int MaxNameBytes = 255;

    /// <summary>Writes a file next to its final path, flushes it to disk and renames it, replacing an existing one.</summary>
    /// <param name="path">The full path; its directory must exist.</param>
    /// <param name="content">All of the content.</param>
    /// <param name="isDurable">Whether it is flushed. If not, it may be corrupt after a crash of the system, which the reader must detect.</param>
    /// <param name="isShared">Whether all users of its folder may read it, whatever the umask.</param>
    /// <exception cref="IOException">The file cannot be written; an existing one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied; an existing one is unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool isDurable = true, bool isShared = false)
    {
        var staged = StagedName(path);
        try
        {
            using (var stream = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                if (isShared)
                    SharedMode.Apply(stream.SafeFileHandle, Path.GetDirectoryName(path)!, isReplaced: true);

                stream.Write(content);
                stream.Flush(flushToDisk: isDurable);
            }

            FileChange.Replace(staged, path);
        }
        catch
        {
            FileChange.TryDelete(staged);
            throw;
        }
    }

    /// <summary>A unique name next to a path: hidden, and on the same volume, so that it can be renamed.</summary>
    /// <param name="path">The full path of the file or directory that it will be renamed to.</param>
    public static string StagedName(string path)
    {
        var staged = $".{RandomName.Create()}.{Path.GetFileName(path)}";
        return Path.Combine(Path.GetDirectoryName(path)!, Encoding.UTF8.GetByteCount(staged) <= MaxNameBytes ? staged : $".{RandomName.Create()}.staged");
    }
}
