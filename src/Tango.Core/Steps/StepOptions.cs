namespace Tango;

/// <summary>The settings of a step: everything except its arguments. Only the format is part of the unique id.</summary>
public sealed record StepOptions
{
    /// <summary>A name for people: messages, logs and plans use it. Left out, the step goes by its class's name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether to cache the result; default: according to the step type.</summary>
    public bool? CacheResults { get; init; }

    /// <summary>The format, e.g. <c>json.gz</c>; default: according to the step type or the result's type.</summary>
    public string? Format { get; init; }

    /// <summary>Whether a graph runs the step only if another one needs it; left out, true for steps without a name.</summary>
    public bool? OnlyIfNeeded { get; init; }

    /// <summary>
    /// The full path of the folder that relative paths of input files start from, and that paths in the unique id are relative to. Left out, paths are full
    /// paths, and of them only what lies below the folder that the argument's files have in common is in the id.
    /// </summary>
    public string? BaseDirectory { get; init; }

    /// <summary>Additional steps that must be complete first, besides those in the arguments.</summary>
    public IReadOnlyList<Step> DependsOn { get; init; } = [];

    /// <summary>Processors that the step needs of those of the run; default: one.</summary>
    public int? Cpus { get; init; }

    /// <summary>Bytes of memory that the step needs; default: not counted.</summary>
    public long? Memory { get; init; }

    /// <summary>Graphics processors that the step needs of those of the run; default: none.</summary>
    public int? Gpus { get; init; }

    /// <summary>The longest time of one attempt; default: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed attempt is repeated; default: never.</summary>
    public int? Retries { get; init; }

    /// <summary><c>local</c>: a build runs the step on its own machine, also where the others become jobs of a cluster; default: like the others. Without meaning for runs in code.</summary>
    public string? Executor { get; init; }

    /// <summary>Options of <c>sbatch</c> for the step's job, e.g. <c>--partition=gpu</c>, after those of the project.</summary>
    public IReadOnlyList<string> SlurmOptions { get; init; } = [];
}
