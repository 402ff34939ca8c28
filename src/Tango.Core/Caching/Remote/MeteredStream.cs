using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// Reads at most as many bytes as were allowed: the tar reader reads headers of any size into memory, and compressed data of a few bytes may be long when it is unpacked.
/// </summary>
internal sealed class MeteredStream : ReadOnlyStream
{
    private long _allowed;

    /// <param name="inner">Disposed of with this.</param>
    public MeteredStream(Stream inner)
        : base(inner)
    {
    }

    /// <summary>Sets how many bytes may be read from now on.</summary>
    public void Allow(long bytes) => _allowed = bytes;

    public override int Read(Span<byte> buffer)
    {
        var read = Source.Read(buffer[..CheckAllowed(buffer.Length)]);
        _allowed -= read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Source.ReadAsync(buffer[..CheckAllowed(buffer.Length)], cancellationToken).ConfigureAwait(false);
        _allowed -= read;
        return read;
    }

    private int CheckAllowed(int wanted) => _allowed == 0 && wanted > 0
        ? throw new InvalidDataException("a part of it is longer than it may be")
        : (int)Math.Min(wanted, _allowed);
}
