namespace Tango.Caching;

/// <summary>One file of an entry, or one directory or symbolic link of a result that is a directory.</summary>
public sealed record EntryFile
{
    /// <summary>Its path within the entry as stored, with <c>/</c>: <c>result.json.zst</c>; of a directory with <c>/</c> at the end.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes as stored; 0 if it is not a file.</summary>
    public long Size { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the bytes as stored; empty if it is not a file.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The permission bits of its export: cached files themselves are read-only. Null where the format, or the system, knows none.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>Of a link: where it leads, relative to its own directory, with <c>/</c>; else null.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Whether the stored file got the bits it was to be created with; some file systems keep none.</summary>
    internal bool HasItsMode { get; init; } = true;

    /// <summary>Whether it is a directory.</summary>
    internal bool IsDirectory => Name.EndsWith('/');

    /// <summary>Whether it has content.</summary>
    internal bool IsFile => !IsDirectory && LinkTarget is null;
}
