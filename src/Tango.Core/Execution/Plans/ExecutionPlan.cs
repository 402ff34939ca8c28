using System.Collections.Immutable;
using Tango.Execution.Slurm;
using Tango.Formats;
using Tango.IO;

namespace Tango.Execution.Plans;

/// <summary>
/// What is executed, complete: with this, the cache and the compiled code nothing else is needed. Passed to the worker as a file (<see cref="ExecutionPlanFile"/>) that can be
/// read, and run again, by hand.
/// </summary>
internal sealed record ExecutionPlan
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the layout.</summary>
    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>The version of Tango that created the plan.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The project's file; null for pipelines in code.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>Full path of the user's assembly; null for pipelines in code.</summary>
    public string? Assembly { get; init; }

    /// <summary>Full paths of additional assemblies with step types; the <c>deps.json</c> next to each lists its dependencies.</summary>
    public ImmutableArray<string> AdditionalAssemblies { get; init; } = [];

    /// <summary>
    /// The assemblies, if the plan may be executed long after it was made: a job that waits in a queue while the project is built again must not run other code under the ids of this
    /// plan. Empty otherwise: the build waits for its worker.
    /// </summary>
    public ImmutableArray<StampedFile> Program { get; init; } = [];

    /// <summary>The directory of the cache; null for one in memory.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>The unique ids of entries that are in other directories than the cache, with the full paths of these.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Redirected { get; init; } = [];

    /// <summary>The directory for results that the cache cannot take because it is read-only; null if it can.</summary>
    public string? SubstituteDirectory { get; init; }

    /// <summary>The directory for logs and work directories of steps whose results are not cached, one folder per step; null for pipelines in code.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Whether who starts the worker can find results of earlier steps in a remote cache.</summary>
    public bool FindsEarlierResults { get; init; }

    /// <summary>How it is carried out.</summary>
    public RunOptions Options { get; init; } = new();

    /// <summary>How steps become jobs of Slurm; null: all run in the worker.</summary>
    public SlurmSettings? Slurm { get; init; }

    /// <summary>The cached results that the steps use.</summary>
    public ImmutableArray<ExecutionInput> Inputs { get; init; } = [];

    /// <summary>The custom formats of its results.</summary>
    public ImmutableArray<CustomFormat> Formats { get; init; } = [];

    /// <summary>The steps to run, each after those it depends on.</summary>
    public ImmutableArray<ExecutionStep> Steps { get; init; } = [];
}
