namespace Tango.Build.Stores.Tests;

/// <summary>A large content that is nowhere: each byte follows from its position, and no part of it repeats soon.</summary>
internal sealed class PatternStream(long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    /// <summary>Told how far it was read.</summary>
    public Action<long>? OnPosition { get; init; }

    /// <summary>The byte at a position.</summary>
    public static byte At(long position) => (byte)(unchecked((ulong)position * 0x9E3779B97F4A7C15) >> 56);

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Position);
        for (var i = 0; i < count; i++)
            buffer[i] = At(Position + i);

        Position += count;
        OnPosition?.Invoke(Position);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch { SeekOrigin.Current => Position, SeekOrigin.End => length, _ => 0 };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
