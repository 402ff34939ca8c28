using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>The settings of a step: everything a declaration says beside its arguments. Only the format is part of the identity.</summary>
internal sealed record StepSettings
{
    /// <summary>Nothing set.</summary>
    public static StepSettings None { get; } = new();

    /// <summary>Whether to cache the result; null: as the step type says.</summary>
    public bool? CacheResults { get; init; }

    /// <summary>The format; null: as the step type or the result's type says.</summary>
    public string? Format { get; init; }

    /// <summary>Whether to run only if another step needs it; null: false for named steps, true for inline ones.</summary>
    public bool? OnlyIfNeeded { get; init; }

    /// <summary>Steps that must be complete first, beside those the arguments refer to.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>How many of the run's processors the step takes; null: one.</summary>
    public int? Cpus { get; init; }

    /// <summary>Bytes of memory the step takes; null: not counted.</summary>
    public long? Memory { get; init; }

    /// <summary>Graphics processors the step takes; null: none.</summary>
    public int? Gpus { get; init; }

    /// <summary>The longest time one try may take; null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed try is repeated; null: never.</summary>
    public int? Retries { get; init; }

    /// <summary>Where the result is made available, as written (relative to the project); null: nowhere.</summary>
    public string? ExportTo { get; init; }

    /// <summary>The item type the exported path is added to; null: none.</summary>
    public string? ExportItem { get; init; }
}
