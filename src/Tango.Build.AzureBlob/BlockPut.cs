using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Tango.Build.AzureBlob;

/// <summary>
/// Sends a large blob in blocks, which become a blob at the end, or none. The library names blocks by their places, so that those of one writer replace another's before either has made its blob of
/// them; these have names of their own.
/// </summary>
internal sealed class BlockPut(BlockBlobClient blob)
{
    // The service takes no more.
    private const int MaxBlocks = 50_000;
    private const int UsualBlock = 8 * 1024 * 1024;

    // As long as those of the library: the service refuses blocks of one blob whose names differ in length, also those that another writer has left.
    private const int NameBytes = 48;

    /// <summary>The size of blocks in bytes, unless there would be too many.</summary>
    public int Block { get; init; } = UsualBlock;

    /// <summary>Sends it.</summary>
    /// <param name="content">Seekable. Read as it is sent, not a block at once: whoever counts what is read would take a slow connection for one that is dead.</param>
    /// <param name="conditions">When the blob is made; null: always.</param>
    /// <exception cref="RequestFailedException">The service refuses it; <see cref="IsReplaced"/> tells one reason.</exception>
    public async Task RunAsync(Stream content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var writer = RandomNumberGenerator.GetHexString(NameBytes / 2);
        var size = Math.Max(Block, (content.Length / MaxBlocks) + 1);
        for (var from = 0L; from < content.Length; from += size)
        {
            names.Add(NameOf(writer, names.Count));
            using var block = new StreamPart(content, from, Math.Min(size, content.Length - from));
            await blob.StageBlockAsync(names[^1], block, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        await blob.CommitBlockListAsync(names, new CommitBlockListOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a blob was not made of its blocks because another writer has made it meanwhile, which removes the blocks of all others.</summary>
    public static bool IsReplaced(RequestFailedException exception) => exception is { Status: 400, ErrorCode: "InvalidBlockList" };

    private static string NameOf(string writer, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(writer + number.ToString(CultureInfo.InvariantCulture).PadLeft(NameBytes - writer.Length, '0')));
}
