namespace Tango.Formats.Compressed;

/// <summary>A stream that returns bytes that were already read from another, then the rest of that.</summary>
internal sealed class RewoundStream : Stream
{
    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _start;

    public RewoundStream(ReadOnlyMemory<byte> start, Stream rest)
    {
        _start = start;
        _rest = rest;
    }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => _start.IsEmpty ? _rest.Read(buffer) : ReadStart(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start.IsEmpty ? _rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(ReadStart(buffer.Span));

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
            _rest.Dispose();

        base.Dispose(disposing);
    }

    private int ReadStart(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _start.Length);
        _start.Span[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }
}
