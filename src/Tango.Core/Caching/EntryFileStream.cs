using Tango.IO;

namespace Tango.Caching;

/// <summary>Writes one file of an entry and digests what is written. At the end the file goes, still open, to whoever flushes it to the disk.</summary>
internal sealed class EntryFileStream : Stream
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

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
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

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // Writing goes to the system's memory and is over at once: a thread of its own would cost more.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Nothing is held back here; the disk is waited for once, when the entry is complete.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

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
