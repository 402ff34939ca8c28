namespace Tango;

/// <summary>What can be said of a step beside its arguments. Of these only the format is part of the unique id.</summary>
public sealed record StepOptions
{
    /// <summary>A name for people: messages, logs and plans use it. Left out, the step goes by its class's name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether to cache the result; left out, as the step type says.</summary>
    public bool? CacheResults { get; init; }

    /// <summary>The format, e.g. <c>json.gz</c>; left out, as the step type or the result's type says.</summary>
    public string? Format { get; init; }

    /// <summary>Whether a graph runs the step only if another one needs it; left out, true for steps without a name.</summary>
    public bool? OnlyIfNeeded { get; init; }

    /// <summary>
    /// The full path of the folder that relative paths of input files start from, and that paths in the unique id are relative to. Left out, paths are full
    /// paths, and of them only what lies below the folder that the argument's files have in common is in the id.
    /// </summary>
    public string? BaseDirectory { get; init; }

    /// <summary>Further steps that must be complete first, beside those the arguments hold.</summary>
    public IReadOnlyList<Step> DependsOn { get; init; } = [];

    /// <summary>Processors the step takes of those a run has; left out, one.</summary>
    public int? Cpus { get; init; }

    /// <summary>Bytes of memory the step takes; left out, it is not counted.</summary>
    public long? Memory { get; init; }

    /// <summary>The longest time one try may take; left out, there is no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed try is repeated; left out, never.</summary>
    public int? Retries { get; init; }
}
