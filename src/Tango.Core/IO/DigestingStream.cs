using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Computes the digest of what is written, and passes it on.</summary>
internal sealed class DigestingStream : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Action<ReadOnlySpan<byte>> _write;
    private readonly Action<FileDigest> _onEnd;
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
        _hash.AppendData(buffer);
        _size += buffer.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            var digest = new FileDigest(_size, Convert.ToHexStringLower(_hash.GetCurrentHash()));
            _hash.Dispose();
            _onEnd(digest);
        }

        base.Dispose(disposing);
    }
}
