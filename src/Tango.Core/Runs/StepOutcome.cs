using System.Collections.Immutable;
using Tango.Graph.Exports;

namespace Tango.Runs;

/// <summary>The outcome of a step: built from the events of its run and completed when the run ends. History, run records and the up-to-date record save parts of it.</summary>
/// <param name="State">What happened to it.</param>
/// <param name="Path">The directory of its cache entry; empty if it is not cached.</param>
/// <param name="Format">The format, with its compression; empty if it is not cached.</param>
internal sealed record StepOutcome(string Name, string UniqueId, StepState State, string Path = "", string Format = "")
{
    /// <summary>How long it ran; zero if it did not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The full path of the export; null if there is none.</summary>
    public string? ExportedTo { get; init; }

    /// <summary>The full paths of the exported files: one, or those of a directory.</summary>
    public IReadOnlyList<string> ExportedFiles { get; init; } = [];

    /// <summary>The full paths of the outputs of a command, in the project; empty for other steps.</summary>
    public IReadOnlyList<string> OutputFiles { get; init; } = [];

    /// <summary>The full paths of the folders of both, which the next up-to-date check stamps; not saved in other state.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The item type that the exported path is added to; null if there is none.</summary>
    public string? ExportItem { get; init; }

    /// <summary>Which existing files the export may replace.</summary>
    public ExportMode ExportMode { get; init; }

    /// <summary>The summary that the step has set; null if it gave none.</summary>
    public string? Summary { get; init; }

    /// <summary>The metrics of the step; null if there are none.</summary>
    public ImmutableSortedDictionary<string, double>? Metrics { get; init; }

    /// <summary>The size of the stored result in bytes; null if that is not known, or it is not stored.</summary>
    public long? ResultSize { get; init; }

    /// <summary>How long the step ran that computed the result: for a cached one, the time that the cache has saved.</summary>
    public TimeSpan Cost { get; init; }

    /// <summary>Why it ran, in words; null if it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>The error; null if there is none.</summary>
    public string? Error { get; init; }

    /// <summary>The full path of its log; null if there is none.</summary>
    public string? Log { get; init; }

    /// <summary>The fingerprint of its code; null if a version replaces it.</summary>
    public string? CodeFingerprint { get; init; }
}
