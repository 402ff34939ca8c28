using System.Collections.Immutable;

namespace Tango.Runs;

/// <summary>The record of a run in which a step ran or was fetched.</summary>
internal sealed record RunRecord
{
    /// <summary>The name of its file without the extension: unique, and in the order of the ends of runs. Empty until it is written.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same for all projects of one build; null if it is not known.</summary>
    public string? BuildId { get; init; }

    /// <summary>The full path of the project's file.</summary>
    public required string Project { get; init; }

    /// <summary>The engine's state directory, which distinguishes target frameworks and configurations of a project.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The full path of the cache; null in old records.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>The version of Tango.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>When it began; null in old records.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>How many steps may have run at once; null in old records.</summary>
    public int? MaxParallelism { get; init; }

    /// <summary>The commit and the branch; null if they are not known.</summary>
    public SourceState? Source { get; init; }

    /// <summary>What was set from outside the project file.</summary>
    public RunOverrides Overrides { get; init; } = RunOverrides.None;

    /// <summary>The steps: those that the project declares, in order, then those that are written inside arguments.</summary>
    public required ImmutableArray<StepRecord> Steps { get; init; }
}
