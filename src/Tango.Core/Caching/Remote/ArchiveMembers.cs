using System.Formats.Tar;

namespace Tango.Caching.Remote;

/// <summary>The members of an archive in their order, each read no further than its size and its limit.</summary>
internal sealed class ArchiveMembers : IDisposable
{
    private readonly MeteredStream _source;
    private readonly TarReader _tar;

    /// <param name="source">The unpacked archive.</param>
    public ArchiveMembers(MeteredStream source)
    {
        _source = source;
        _tar = new TarReader(source, leaveOpen: true);
    }

    /// <summary>The next member; null at the end.</summary>
    /// <exception cref="InvalidDataException">The archive is corrupt, or the member is not a file.</exception>
    public async Task<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        _source.Allow(ArchiveLimits.Header);
        var member = await _tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        return member is null or { EntryType: TarEntryType.RegularFile } ? member : throw new InvalidDataException($"'{member.Name}' is not a file");
    }

    /// <summary>Reads a member into memory.</summary>
    /// <param name="limit">The maximum size in bytes.</param>
    public async Task<byte[]> ReadAsync(TarEntry member, int limit, CancellationToken cancellationToken)
    {
        if (member.Length > limit)
            throw new InvalidDataException($"{member.Name} has {member.Length} bytes, more than {limit}");

        using var content = new MemoryStream((int)member.Length);
        await CopyAsync(member, content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    /// <summary>Copies the content of a member.</summary>
    public Task CopyAsync(TarEntry member, Stream destination, CancellationToken cancellationToken)
    {
        _source.Allow(member.Length);
        return member.DataStream is { } data ? data.CopyToAsync(destination, cancellationToken) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();
}
