using System.Collections.Immutable;

namespace Tango.Caching;

/// <summary>The outcome of an export.</summary>
public sealed record ExportedResult
{
    internal ExportedResult(CacheReadState state, ImmutableArray<string> files)
    {
        State = state;
        Files = files;
    }

    /// <summary>Found if it was exported; missing or corrupt if there was no intact entry.</summary>
    public CacheReadState State { get; }

    /// <summary>The full paths of its files, links among them, changed or not, in ordinal order; empty when the result is null.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>How many of the files were written; the others had the same content already and are untouched.</summary>
    public int ChangedCount { get; internal init; }

    /// <summary>If corrupt: what is wrong, and the path of the quarantined entry; otherwise null.</summary>
    public string? Corruption { get; internal init; }

    /// <summary>The full paths of the folders of a result that is a directory, without the folder it was exported to.</summary>
    internal ImmutableArray<string> Folders { get; init; } = [];
}
