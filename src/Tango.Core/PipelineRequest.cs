using System.Collections.Immutable;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango;

/// <summary>Everything the engine needs to know of a project to plan and run its pipeline. All paths are full paths.</summary>
internal sealed record PipelineRequest
{
    /// <summary>The project's file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The folder that relative paths start from, and that paths in identities are relative to.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Where the engine keeps what it remembers of this project and target framework; may be deleted at any time.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The directory of the cache.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Where results are looked for that are not in the cache; null: nowhere.</summary>
    public RemoteCacheSettings? RemoteCache { get; init; }

    /// <summary>Where run records are appended; null: nowhere.</summary>
    public string? RunsDirectory { get; init; }

    /// <summary>The assemblies that hold the step types; null for a project that compiles nothing: it has the built-in ones.</summary>
    public required StepAssemblies? Assemblies { get; init; }

    /// <summary>
    /// Whether the steps run before the project is compiled (<c>TangoRunBefore=Compile</c>): then their types come from the projects it refers to, the first of which
    /// is <see cref="StepAssemblies.Main"/>, and they run with the <c>deps.json</c> of those.
    /// </summary>
    public bool RunsBeforeCompile { get; init; }

    /// <summary>The declared steps, in order.</summary>
    public required ImmutableArray<StepDeclaration> Declarations { get; init; }

    /// <summary>Warnings of the declarations that were told already, and that builds which find nothing to do are to tell again.</summary>
    public ImmutableArray<Diagnostic> KnownWarnings { get; init; } = [];

    /// <summary>The names of the projects that this one refers to; for messages.</summary>
    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    /// <summary>The pipelines of projects that this one refers to, as far as the declarations name them.</summary>
    public ImmutableArray<ReferencedPipeline> ReferencedPipelines { get; init; } = [];

    /// <summary>Names or globs of the steps to run, with what they need; empty: all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Names or globs of steps to run again though cached.</summary>
    public ImmutableArray<string> Force { get; init; } = [];

    /// <summary>Whether results are only taken from the cache: a missing one is an error, and nothing runs.</summary>
    public bool CacheOnly { get; init; }

    /// <summary>What stands for a step's code in its id.</summary>
    public CodeIdentity CodeIdentity { get; init; }

    /// <summary>How many steps run at once; 0: as many as there are processors.</summary>
    public int MaxParallelism { get; init; }

    /// <summary>How many graphics processors steps share.</summary>
    public int Gpus { get; init; } = 1;

    /// <summary>Whether independent steps go on after one has failed.</summary>
    public bool KeepGoing { get; init; } = true;

    /// <summary>Whether it is an error when a step changes what it was given; costs a writing of every changeable input before and after each step that runs.</summary>
    public bool CheckInputs { get; init; }

    /// <summary>
    /// Whether an export may replace a file of other content, given by its full path: what the user wrote is not the pipeline's to replace. Null: any may.
    /// </summary>
    public Func<string, bool>? MayReplace { get; init; }

    /// <summary>How to start the worker; null: nothing can run, only be planned.</summary>
    public WorkerSettings? Worker { get; init; }
}
