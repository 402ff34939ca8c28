using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Writes one file of an entry and digests what is written. Nothing is held back; at the end the file goes, still open, to whoever flushes it to the disk, which is waited for
/// once, when the entry is complete.
/// </summary>
internal sealed class EntryFileStream : WriteOnlyStream
{
    private readonly string _cache;
    private readonly FileStream _file;
    private readonly DigestingStream _digesting;
    private readonly Action<FileStream, FileDigest> _onWritten;
    private bool _closed;

    /// <summary>Creates the file.</summary>
    /// <param name="cache">The cache's directory, for messages.</param>
    /// <param name="path">The full path; its directory exists.</param>
    /// <param name="isExecutable">Whether it may be executed.</param>
    /// <param name="onWritten">Takes the file, to flush and close it, and the digest.</param>
    public EntryFileStream(string cache, string path, bool isExecutable, Action<FileStream, FileDigest> onWritten)
    {
        _cache = cache;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (isExecutable && !OperatingSystem.IsWindows())
        {
            const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(_file.SafeFileHandle, File.GetUnixFileMode(_file.SafeFileHandle) | execute);
        }

        _digesting = new DigestingStream(_file, leaveOpen: true);
        _onWritten = onWritten;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _digesting.Write(buffer);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception) || exception is ArgumentOutOfRangeException)
        {
            // The latter is how .NET says that a file has become too large for the file system. Told apart from what a step's own lazy sequence may throw while it is written.
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            var digest = _digesting.Digest();
            _digesting.Dispose();
            _onWritten(_file, digest);
        }

        base.Dispose(disposing);
    }
}
