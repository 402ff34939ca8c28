using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Caching;

/// <summary>What <c>metadata.json</c> records of an entry. Its presence is the entry's completeness.</summary>
public sealed record EntryMetadata
{
    /// <summary>The version of this record's own layout.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The entry's key.</summary>
    public required string UniqueId { get; init; }

    /// <summary>The step's name when it ran.</summary>
    public required string Step { get; init; }

    /// <summary>The step type's full name.</summary>
    public required string Type { get; init; }

    /// <summary>The step type's version; null if a fingerprint of its code is used.</summary>
    public string? Version { get; init; }

    /// <summary>The format, with its compression: an entry is read with the format its metadata names.</summary>
    public required string Format { get; init; }

    /// <summary>The format's version.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Whether the result is null; there are no files then.</summary>
    public bool IsNull { get; init; }

    /// <summary>The result's files, in ordinal order of their names.</summary>
    public ImmutableArray<EntryFile> Files { get; init; } = [];

    /// <summary>The size of all files, in bytes.</summary>
    internal long Size => Files.Sum(file => file.Size);

    /// <summary>Everything that is in the unique id.</summary>
    public ImmutableArray<IdentityEntry> Identity { get; init; } = [];

    /// <summary>The unique ids of the steps whose results it used.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>
    /// Everything that is in the unique id, with the results it used by their content: steps with equal keys compute equal results. Null if the step used no result of another, or
    /// if the key is not known.
    /// </summary>
    public string? CutoffKey { get; init; }

    /// <summary>The unique id of the earlier entry whose result this one shares, because nothing that the step uses had changed; null if the step ran.</summary>
    public string? TakenFrom { get; init; }

    /// <summary>The fingerprint of the code that ran.</summary>
    public string? CodeFingerprint { get; init; }

    /// <summary>The step's own line about what came out.</summary>
    public string? Summary { get; init; }

    /// <summary>The numbers that the step reported about its result, in ordinal order of their names.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = StepMetrics.None;

    /// <summary>When the step started, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The machine it ran on.</summary>
    public string? Host { get; init; }

    /// <summary>The version of Tango that stored it.</summary>
    public string? ToolVersion { get; init; }
}
