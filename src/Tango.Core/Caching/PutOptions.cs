namespace Tango.Caching;

/// <summary>How a result is stored.</summary>
public sealed record PutOptions
{
    /// <summary>Whether a complete entry may be replaced, as when a step is forced to run again.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// Called when all of the result has been written (the code of a sequence has run to its end only then) and nothing of it can be seen yet: is given the metadata and returns
    /// those to record. What it throws ends the storing, and nothing is stored. Null: the metadata given are recorded.
    /// </summary>
    public Func<EntryMetadata, ValueTask<EntryMetadata>>? Completing { get; init; }

    /// <summary>
    /// A full path, without the suffix of the compression: where a cache in a directory moves the written part of a result's only file if storing fails; null: nowhere.
    /// </summary>
    internal string? PartPath { get; init; }

    /// <summary>What to record once the result has been written.</summary>
    internal ValueTask<EntryMetadata> CompleteAsync(EntryMetadata metadata) => Completing?.Invoke(metadata) ?? new(metadata);
}
