namespace Tango.Caching.Remote;

/// <summary>
/// Reads at most as many bytes as were allowed: the tar reader reads headers of any size into memory, and compressed data of a few bytes may be long when it is unpacked.
/// </summary>
internal sealed class MeteredStream : Stream
{
    private readonly Stream _inner;
    private long _allowed;

    /// <param name="inner">Disposed of with this.</param>
    public MeteredStream(Stream inner) => _inner = inner;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sets how many bytes may be read from now on.</summary>
    public void Allow(long bytes) => _allowed = bytes;

    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer[..CheckAllowed(buffer.Length)]);
        _allowed -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer[..CheckAllowed(buffer.Length)], cancellationToken).ConfigureAwait(false);
        _allowed -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();

        base.Dispose(disposing);
    }

    private int CheckAllowed(int wanted) => _allowed == 0 && wanted > 0
        ? throw new InvalidDataException("a part of it is longer than it may be")
        : (int)Math.Min(wanted, _allowed);
}
