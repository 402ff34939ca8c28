using System.Buffers;
using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>What a file's content is known by.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256.</param>
internal readonly record struct FileDigest(long Size, string Sha256)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Digests bytes at hand.</summary>
    /// <param name="content">The bytes.</param>
    public static FileDigest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new(content.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>Reads a file to its end.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static FileDigest OfFile(string path, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
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
