using Tango.IO;

namespace Tango.Formats.Compressed;

/// <summary>A stream that returns bytes that were already read from another, then the rest of that.</summary>
internal sealed class RewoundStream : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _start;

    public RewoundStream(ReadOnlyMemory<byte> start, Stream rest)
        : base(rest) => _start = start;

    public override int Read(Span<byte> buffer) => _start.IsEmpty ? Source.Read(buffer) : ReadStart(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start.IsEmpty ? Source.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(ReadStart(buffer.Span));

    private int ReadStart(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _start.Length);
        _start.Span[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }
}
