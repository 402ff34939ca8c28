using System.Collections.Immutable;
using Tango.Formats;

namespace Tango.Execution;

/// <summary>
/// What is to be carried out, closed in itself: whoever has this, the cache and the compiled code needs nothing else. Handed to the worker as a file
/// (<see cref="ExecutionPlanFile"/>) that people can read and run again by hand.
/// </summary>
internal sealed record ExecutionPlan
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the layout.</summary>
    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>The version of Tango that made the plan.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The project's file; null in code.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>Full path of the user's assembly; null in code.</summary>
    public string? Assembly { get; init; }

    /// <summary>Full paths of further assemblies whose types are used; what they depend on is found by the <c>deps.json</c> beside each.</summary>
    public ImmutableArray<string> FurtherAssemblies { get; init; } = [];

    /// <summary>The directory of the cache; null for one in memory.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Where steps whose results are not stored keep their logs and their work, a directory each; null in code.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>How many processors steps may take together.</summary>
    public int MaxParallelism { get; init; } = 1;

    /// <summary>How many graphics processors its steps share.</summary>
    public int Gpus { get; init; } = 1;

    /// <summary>Whether independent steps go on after one has failed.</summary>
    public bool KeepGoing { get; init; } = true;

    /// <summary>Whether it is an error when a step changes what it was given.</summary>
    public bool CheckInputs { get; init; }

    /// <summary>The results in the cache that the steps take.</summary>
    public ImmutableArray<ExecutionInput> Inputs { get; init; } = [];

    /// <summary>The formats of the user's own that its results are stored in.</summary>
    public ImmutableArray<OwnFormat> Formats { get; init; } = [];

    /// <summary>The steps to run, each after those it depends on.</summary>
    public ImmutableArray<ExecutionStep> Steps { get; init; } = [];
}
