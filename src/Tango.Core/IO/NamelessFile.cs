using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>A file that is gone when nobody uses it any more, however the process ends.</summary>
internal sealed class NamelessFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private long _length;

    /// <summary>Makes an empty file.</summary>
    /// <param name="directory">Full path of a directory on the volume that shall hold it; made when it is not there.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public NamelessFile(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, ".tango-" + RandomName.Create());
        var isWindows = OperatingSystem.IsWindows();
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, isWindows ? FileOptions.DeleteOnClose : FileOptions.None);
        if (!isWindows)
        {
            // An open file stays, without its name.
            File.Delete(path);
        }
    }

    /// <summary>How many bytes it has.</summary>
    public long Length => _length;

    /// <summary>Writes at the end.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">The disk is full, say.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, _length);
        _length += bytes.Length;
    }

    /// <summary>Reads from the beginning; any number of readers may, at the same time.</summary>
    public Stream OpenRead() => new Reader(this, isLast: false);

    /// <summary>Reads from the beginning, and gives the file up with the reader.</summary>
    public Stream OpenLastRead() => new Reader(this, isLast: true);

    /// <summary>Gives the file up at once, and not only when nobody knows it any more.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Writes it, and gives it up if that fails.</summary>
    /// <param name="write">Writes to the stream, which writes at the end.</param>
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

    private sealed class Writer(NamelessFile file) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => file.Append(buffer);
    }

    // Closing a reader must not close the file, and each has a position of its own.
    private sealed class Reader(NamelessFile file, bool isLast) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file._length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(file._handle, buffer, _position);
            _position += read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await RandomAccess.ReadAsync(file._handle, buffer, _position, cancellationToken).ConfigureAwait(false);
            _position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && isLast)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
