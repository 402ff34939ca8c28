using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// Creates the files of an entry. Writes are not buffered. At the end the open file is passed to a callback that flushes it to disk; the writer waits for all flushes once, when
/// the entry is complete.
/// </summary>
internal static class EntryFileStream
{
    /// <summary>Creates a file, and computes the digest of what is written to it.</summary>
    /// <param name="cache">The cache's directory, for messages.</param>
    /// <param name="path">The full path; its directory must exist.</param>
    /// <param name="mode">The permission bits of the stored file; null: those of any new file. It is read-only in any case.</param>
    /// <param name="folder">The permission bits of the shared folder; null on Windows.</param>
    /// <param name="onWritten">Receives the file, to flush and close it, and the digest.</param>
    public static Stream Create(string cache, string path, UnixFileMode? mode, UnixFileMode? folder, Action<FileStream, FileDigest> onWritten)
    {
        var file = new FileStream(path, OptionsFor(mode));
        SharedMode.ApplyToResult(file.SafeFileHandle, PermissionBits.ReadOnly(mode), folder);
        EarlyWriteback? writeback = null;
        return new DigestingStream(bytes => Write(cache, file, ref writeback, bytes), digest => onWritten(file, digest));
    }

    private static void Write(string cache, FileStream file, ref EarlyWriteback? writeback, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
            if (file.Position >= EarlyWriteback.BytesAtATime)
                (writeback ??= new EarlyWriteback()).OnWritten(file);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception) || exception is ArgumentOutOfRangeException)
        {
            // .NET throws ArgumentOutOfRangeException if a file is too large for the file system. Caught at this call only, because a lazy sequence may throw it too while it is written.
            throw CacheAccess.NotWritable(cache, exception);
        }
    }

    // Created with its final bits, which saves a system call: an open file can be written even if it is read-only. Not on Windows, where read-only files cannot be deleted.
    private static FileStreamOptions OptionsFor(UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = PermissionBits.ReadOnly(mode);

        return options;
    }
}
