using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Formats;
using Tango.Formats.Compressed;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Writes archives whose parts need not agree.</summary>
internal static class HostileArchive
{
    /// <summary>The record of a file.</summary>
    public static EntryFile File(string name, string content) => new()
    {
        Name = name,
        Size = content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
    };

    /// <summary>Writes an archive.</summary>
    /// <param name="files">What the metadata says.</param>
    /// <param name="members">What is in the archive; those without a name are left out.</param>
    /// <param name="last">A further member.</param>
    /// <param name="padding">Follows the metadata.</param>
    public static async Task WriteAsync(
        string path, string uniqueId, EntryFile[] files, (string Name, string Content)[] members, TarEntry? last = null, string padding = "", string format = "json")
    {
        await using var packed = CompressionStreams.ForWriting(System.IO.File.Create(path), Compression.Zstandard);
        await using var tar = new TarWriter(packed, leaveOpen: true);
        await AddAsync(tar, EntryLayout.Metadata, [.. EntryMetadataJson.Write(Entry.Of(uniqueId, format) with { Files = [.. files] }).Span, .. Encoding.UTF8.GetBytes(padding)]);
        foreach (var (name, content) in members.Where(member => member.Name.Length > 0))
            await AddAsync(tar, name, Encoding.UTF8.GetBytes(content));

        if (last is not null)
            await tar.WriteEntryAsync(last);
    }

    private static async Task AddAsync(TarWriter tar, string name, byte[] content) =>
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
