using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Computes the digest of what is written, and passes it on. Long content is hashed by another thread while the next bytes are made or written.</summary>
internal sealed class DigestingStream : WriteOnlyStream
{
    // Shorter content is hashed before another thread has started.
    private const long Long = 4 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Action<ReadOnlySpan<byte>> _write;
    private readonly Action<FileDigest> _onEnd;
    private BackgroundHash? _background;
    private long _size;
    private bool _isClosed;

    /// <param name="onEnd">Receives the digest of all of it when the stream is disposed of.</param>
    public DigestingStream(Action<ReadOnlySpan<byte>> write, Action<FileDigest> onEnd)
    {
        _write = write;
        _onEnd = onEnd;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _write(buffer);
        _size += buffer.Length;
        if (_size < Long)
            _hash.AppendData(buffer);
        else
            (_background ??= new BackgroundHash(_hash)).Append(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _background?.Complete();
            var digest = new FileDigest(_size, Convert.ToHexStringLower(_hash.GetCurrentHash()));
            _hash.Dispose();
            _onEnd(digest);
        }

        base.Dispose(disposing);
    }
}
