using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>
/// A file that is removed when it is not used any more, however the process ends. A small one is in memory only: file systems take long for many files that are deleted at once, as they do not use
/// the place of a deleted file again for some seconds.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    /// <summary>How many bytes are in memory; longer files are on the disk.</summary>
    public const int MaxInMemory = 256 * 1024;

    private readonly string _directory;
    private MemoryStream? _memory = new();
    private SafeFileHandle? _handle;
    private long _length;

    /// <summary>Creates an empty file.</summary>
    /// <param name="directory">Full path of a directory on the volume of the file; created if it is missing.</param>
    public TemporaryFile(string directory) => _directory = directory;

    /// <summary>Tries whether such a file can be created.</summary>
    /// <param name="directory">As for the constructor.</param>
    /// <exception cref="IOException">It cannot.</exception>
    public static void Try(string directory) => Create(directory).Dispose();

    /// <summary>How many bytes it has.</summary>
    public long Length => _length;

    /// <summary>Appends bytes. Not while others read.</summary>
    /// <exception cref="IOException">E.g. the disk is full, or the file cannot be created.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_memory is { } memory && _length + bytes.Length <= MaxInMemory)
        {
            memory.Write(bytes);
        }
        else
        {
            MoveToDisk();
            RandomAccess.Write(_handle!, bytes, _length);
        }

        _length += bytes.Length;
    }

    /// <summary>Reads from the start; any number of readers may, at the same time.</summary>
    public Stream OpenRead() => new Reader(this, isLast: false);

    /// <summary>Reads from the start, and deletes the file with the reader.</summary>
    public Stream OpenLastRead() => new Reader(this, isLast: true);

    /// <summary>Deletes the file immediately, before it is garbage-collected.</summary>
    public void Dispose() => _handle?.Dispose();

    /// <summary>Fills the file, and deletes it if that fails.</summary>
    /// <param name="write">Writes to the stream, which appends.</param>
    public async Task FillAsync(Func<Stream, Task> write)
    {
        try
        {
            using var writer = new Writer(this);
            await write(writer).ConfigureAwait(false);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void MoveToDisk()
    {
        if (_memory is not { } memory)
            return;

        _handle = Create(_directory);
        RandomAccess.Write(_handle, memory.GetBuffer().AsSpan(0, (int)memory.Length), 0);
        _memory = null;
    }

    private static SafeFileHandle Create(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, ".tango-" + RandomName.Create());
        var isWindows = OperatingSystem.IsWindows();
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, isWindows ? FileOptions.DeleteOnClose : FileOptions.None);
        if (!isWindows)
        {
            // An open file stays, without its name.
            File.Delete(path);
        }

        return handle;
    }

    private int Read(Span<byte> buffer, long position)
    {
        if (_memory is not { } memory)
            return RandomAccess.Read(_handle!, buffer, position);

        var count = (int)Math.Clamp(_length - position, 0, buffer.Length);
        if (count > 0)
            memory.GetBuffer().AsSpan((int)position, count).CopyTo(buffer);

        return count;
    }

    private sealed class Writer(TemporaryFile file) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => file.Append(buffer);
    }

    // Closing a reader must not close the file, and each has its own position.
    private sealed class Reader(TemporaryFile file, bool isLast) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => file._length;

        public override long Position
        {
            get => _position;
            set => _position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer, _position);
            _position += read;
            return read;
        }

        // Read at once: it was written a moment ago, and is in memory. .NET would hand each read to another thread.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => _position = offset + origin switch
        {
            SeekOrigin.Current => _position,
            SeekOrigin.End => Length,
            _ => 0,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && isLast)
                file.Dispose();

            base.Dispose(disposing);
        }
    }
}
