namespace Tango.Formats.Compressed;

/// <summary>Reads from a decompressor, and reports corrupt data as <see cref="InvalidDataException"/>: each library has an exception of its own for it.</summary>
internal sealed class DecompressingStream : Stream
{
    private readonly Stream _decompressor;
    private readonly Func<Exception, bool> _isCorruption;

    /// <param name="decompressor">Disposed of with this.</param>
    /// <param name="isCorruption">Whether an exception of the library means that the data is corrupt.</param>
    public DecompressingStream(Stream decompressor, Func<Exception, bool> isCorruption)
    {
        _decompressor = decompressor;
        _isCorruption = isCorruption;
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

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _decompressor.Read(buffer);
        }
        catch (Exception exception) when (_isCorruption(exception))
        {
            throw Corrupt(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _decompressor.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (_isCorruption(exception))
        {
            throw Corrupt(exception);
        }
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
            _decompressor.Dispose();

        base.Dispose(disposing);
    }

    private static InvalidDataException Corrupt(Exception exception) => new($"the compressed data is corrupt: {exception.Message.TrimEnd('.')}", exception);
}
