using System.Buffers;

namespace Tango.Formats;

/// <summary>Compresses with Zstandard; small content becomes a stored frame without touching the library.</summary>
internal sealed class ZstandardWriteStream : Stream
{
    private readonly Stream _destination;
    private byte[]? _small = ArrayPool<byte>.Shared.Rent(ZstandardFrame.LargestContent);
    private int _count;
    private Stream? _large;

    public ZstandardWriteStream(Stream destination) => _destination = destination;

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
        if (!TryKeep(buffer))
        {
            Large().Write(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryKeep(buffer.Span) ? ValueTask.CompletedTask : Large().WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // A flush in the middle would only cut the frame into smaller blocks; everything is written when the stream is disposed of.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                Finish();
            }
            finally
            {
                _destination.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private bool TryKeep(ReadOnlySpan<byte> buffer)
    {
        if (_small is null || buffer.Length > ZstandardFrame.LargestContent - _count)
        {
            return false;
        }

        buffer.CopyTo(_small.AsSpan(_count));
        _count += buffer.Length;
        return true;
    }

    private Stream Large()
    {
        if (_large is null)
        {
            _large = ZstandardLibrary.Compress(_destination);
            _large.Write(_small!, 0, _count);
            Release();
        }

        return _large;
    }

    private void Finish()
    {
        if (_large is not null)
        {
            _large.Dispose();
        }
        else if (_small is not null)
        {
            ZstandardFrame.Write(_small.AsSpan(0, _count), _destination);
            Release();
        }
    }

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(_small!);
        _small = null;
    }
}
