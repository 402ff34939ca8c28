using Tango.IO;

namespace Tango.Formats.Compressed;

/// <summary>Reads from a decompressor, and reports corrupt data as <see cref="InvalidDataException"/>: each library has an exception of its own for it.</summary>
internal sealed class DecompressingStream : ReadOnlyStream
{
    private readonly Func<Exception, bool> _isCorruption;

    /// <param name="decompressor">Disposed of with this.</param>
    /// <param name="isCorruption">Whether an exception of the library means that the data is corrupt.</param>
    public DecompressingStream(Stream decompressor, Func<Exception, bool> isCorruption)
        : base(decompressor) => _isCorruption = isCorruption;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Source.Read(buffer);
        }
        catch (Exception exception) when (_isCorruption(exception))
        {
            throw Corrupt(exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (_isCorruption(exception))
        {
            throw Corrupt(exception);
        }
    }

    private static InvalidDataException Corrupt(Exception exception) => new($"the compressed data is corrupt: {exception.Message.TrimEnd('.')}", exception);
}
