namespace Tango.Build.AzureBlob;

/// <summary>A part of a stream, which is read from it while the part is sent, and again if it must be sent again.</summary>
/// <param name="content">Seekable. Not disposed of, and read by nobody else meanwhile.</param>
/// <param name="from">Where the part begins, in bytes.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class StreamPart(Stream content, long from, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        content.Position = from + Position;
        var read = content.Read(buffer[..Available(buffer.Length)]);
        Position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        content.Position = from + Position;
        var read = await content.ReadAsync(buffer[..Available(buffer.Length)], cancellationToken).ConfigureAwait(false);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch { SeekOrigin.Current => Position, SeekOrigin.End => length, _ => 0 };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Available(int wanted) => (int)Math.Clamp(length - Position, 0, wanted);
}
