using System.Buffers;
using Tango.IO;

namespace Tango.Formats.Compressed;

/// <summary>Compresses with Zstandard; small content becomes an uncompressed frame without loading the library. Ignores flushes, which would only divide the frame into smaller blocks.</summary>
internal sealed class ZstandardWriteStream : WriteOnlyStream
{
    private readonly Stream _destination;
    private byte[]? _small = ArrayPool<byte>.Shared.Rent(ZstandardFrame.LargestContent);
    private int _count;
    private Stream? _large;

    public ZstandardWriteStream(Stream destination) => _destination = destination;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!TryKeep(buffer))
            Large().Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryKeep(buffer.Span) ? ValueTask.CompletedTask : Large().WriteAsync(buffer, cancellationToken);

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
            return false;

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
