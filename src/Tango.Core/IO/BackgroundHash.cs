using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Appends to a hash on another thread, in order, while the caller goes on with the next bytes.</summary>
internal sealed class BackgroundHash
{
    private const int BlockSize = 256 * 1024;

    private readonly IncrementalHash _hash;
    private byte[] _filling = new byte[BlockSize];
    private byte[] _hashed = new byte[BlockSize];
    private int _filled;
    private Task _hashing = Task.CompletedTask;

    /// <param name="hash">Not used by others until <see cref="Complete"/>.</param>
    public BackgroundHash(IncrementalHash hash) => _hash = hash;

    /// <summary>Appends bytes; they are copied.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, BlockSize - _filled);
            bytes[..count].CopyTo(_filling.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
            if (_filled == BlockSize)
                Send();
        }
    }

    /// <summary>Waits until everything is in the hash.</summary>
    public void Complete()
    {
        Send();
        _hashing.Wait();
    }

    // Where all threads of the pool are busy, the waiting thread does the work itself.
    private void Send()
    {
        _hashing.Wait();
        (_filling, _hashed) = (_hashed, _filling);
        var (block, count) = (_hashed, _filled);
        _filled = 0;
        _hashing = Task.Run(() => _hash.AppendData(block, 0, count));
    }
}
