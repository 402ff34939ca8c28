using System.Buffers;
using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>The digest of a file's content.</summary>
/// <param name="Size">Bytes.</param>
internal readonly record struct FileDigest(long Size, string Sha256)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Computes the digest of bytes.</summary>
    public static FileDigest Compute(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new(content.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>Computes the digest of a file.</summary>
    /// <param name="path">The full path.</param>
    public static FileDigest ComputeFile(string path, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path, share: SharedReading.Mode, options: FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var size = 0L;
            while (RandomAccess.Read(file, buffer, size) is var read and > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                size += read;
            }

            return new(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
