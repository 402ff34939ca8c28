namespace Tango.Caching.Entries;

/// <summary>What the metadata of an entry tell a plan. The files of the result are not read.</summary>
internal sealed record EntryLook(CacheReadState State)
{
    /// <summary>There is no complete entry.</summary>
    public static EntryLook Missing { get; } = new(CacheReadState.Missing);

    /// <summary>If unusable: why, as part of a sentence.</summary>
    public string? Why { get; init; }

    /// <summary>If found: the summary of the step that computed the result; null if it gave none.</summary>
    public string? Summary { get; init; }

    /// <summary>If found: the fingerprint of the code that ran; null if it is not recorded.</summary>
    public string? CodeFingerprint { get; init; }

    /// <summary>The entry is complete, as far as its metadata show.</summary>
    public static EntryLook Found(EntryMetadata? metadata) =>
        new(CacheReadState.Found) { Summary = metadata?.Summary, CodeFingerprint = metadata?.CodeFingerprint };
}
