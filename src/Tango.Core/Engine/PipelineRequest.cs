using System.Collections.Immutable;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.Graph.Projects;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Engine;

/// <summary>What the engine needs of a project to plan and run its pipeline. All paths are full paths.</summary>
internal sealed record PipelineRequest
{
    /// <summary>The project's file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The folder that relative paths start from, and that paths in identities are relative to.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The directory of the engine's state for this project and target framework; may be deleted at any time.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The directory of the cache.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>The remote cache, from which results that are not in the cache are fetched; null: none.</summary>
    public RemoteCacheSettings? RemoteCache { get; init; }

    /// <summary>Where run records are appended; null: nowhere.</summary>
    public string? RunsDirectory { get; init; }

    /// <summary>A directory in which the events of the run are written too, to a file of their own, for a tool that follows the whole build; null: none.</summary>
    public string? EventsDirectory { get; init; }

    /// <summary>Asks the scheduler of the build for as many processors; null: the run has those of its options for itself. Returns null if there is no such scheduler.</summary>
    public Func<int, ProcessorShare?>? RequestProcessors { get; init; }

    /// <summary>Whether steps take earlier results over if no result that they use has changed, although a step above them has another id.</summary>
    public bool EarlyCutoff { get; init; } = true;

    /// <summary>How many run records of a project are kept; 0: all.</summary>
    public int KeptRuns { get; init; }

    /// <summary>The same for all projects of one build; null if it is not known.</summary>
    public string? BuildId { get; init; }

    /// <summary>The arguments in the declarations that were set from outside the project file, each as <c>STEP.Argument=value</c>; for the run record.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>The assemblies that contain the step types; null for a project that compiles nothing, which has only built-in types.</summary>
    public required StepAssemblies? Assemblies { get; init; }

    /// <summary>
    /// Whether the steps run before the project is compiled (<c>TangoRunBefore=Compile</c>). Then their types are in the projects it refers to, the first of which is <see
    /// cref="StepAssemblies.Main"/>, and they run with the <c>deps.json</c> of those.
    /// </summary>
    public bool RunsBeforeCompile { get; init; }

    /// <summary>The declared steps, in order.</summary>
    public required ImmutableArray<StepDeclaration> Declarations { get; init; }

    /// <summary>Warnings of the declarations that are reported already. They are recorded, so that builds that find nothing to do report them again.</summary>
    public ImmutableArray<Diagnostic> KnownWarnings { get; init; } = [];

    /// <summary>The names of the projects that this one refers to; for messages.</summary>
    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    /// <summary>The pipelines of projects that this one refers to, if the declarations name them.</summary>
    public ImmutableArray<ReferencedPipeline> ReferencedPipelines { get; init; } = [];

    /// <summary>Names or globs of the steps to run, with the steps that they need; empty: all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Names or globs of steps to run again although they are cached.</summary>
    public ImmutableArray<string> Force { get; init; } = [];

    /// <summary>Whether results come only from the cache: a missing one is an error, and nothing runs.</summary>
    public bool CacheOnly { get; init; }

    /// <summary>What represents a step's code in its id.</summary>
    public CodeIdentity CodeIdentity { get; init; }

    /// <summary>How steps are run.</summary>
    public RunOptions Options { get; init; } = new();

    /// <summary>How steps become jobs of Slurm; null: all run in the worker.</summary>
    public SlurmSettings? Slurm { get; init; }

    /// <summary>Whether an export may replace a file of other content, given by its full path: a user's file must not be replaced. Null: any may.</summary>
    public Func<string, ExportMode, bool>? MayReplace { get; init; }

    /// <summary>Whether a file, given by its full path, is unchanged since an earlier build exported it. Null: none is.</summary>
    public Func<string, bool>? IsExport { get; init; }

    /// <summary>The build's output folders in addition to those in the project: files there may always be replaced.</summary>
    public ImmutableArray<string> OutputFolders { get; init; } = [];

    /// <summary>Whether exports outside of those folders are compared with existing files instead of written.</summary>
    public bool VerifyExports { get; init; }

    /// <summary>How to start the worker; null: nothing can run, only be planned.</summary>
    public WorkerSettings? Worker { get; init; }
}
