using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.Execution.Slurm;

namespace Tango.Build.Tasks;

/// <summary>
/// The settings that all tasks of a pipeline share. MSBuild passes them as one item, <c>_TangoRequest</c> in <c>Tango.Build.Request.targets</c>: each property here reads the
/// metadatum with its name. A missing one is empty.
/// </summary>
/// <param name="projectFile">Full path of the project's file, for messages.</param>
internal sealed class PipelineSettings(ITaskItem request, string projectFile)
{
    private const int DefaultKeptRuns = 500;

    /// <summary>The directory of the project's state files.</summary>
    public string StateDirectory => Text(nameof(StateDirectory));

    /// <summary>The directory of the cache.</summary>
    public string CacheDirectory => Text(nameof(CacheDirectory));

    /// <summary>The directory that run records are written to; empty: none.</summary>
    public string RunsDirectory => Text(nameof(RunsDirectory));

    /// <summary>A directory in which events of runs are written for a tool that follows the build; empty: none.</summary>
    public string EventsDirectory => Text(nameof(EventsDirectory));

    /// <summary>How many run records of a project are kept; 0: all.</summary>
    /// <exception cref="TangoException">It is no number.</exception>
    public int KeptRuns => Number(nameof(KeptRuns), Names.Properties.TangoKeepRuns, unset: DefaultKeptRuns);

    /// <summary>Whether steps take earlier results over if no result that they use has changed; unless set, they do.</summary>
    /// <exception cref="TangoException">It is neither true nor false.</exception>
    public bool EarlyCutoff => Flag(nameof(EarlyCutoff), Names.Properties.TangoEarlyCutoff, unset: true);

    /// <summary>Whether steps run before the project is compiled (<c>TangoRunBefore=Compile</c>), with types from projects that it refers to.</summary>
    public bool RunsBeforeCompile => Text(nameof(RunsBeforeCompile)) == "true";

    /// <summary>Whether the SDK makes static web assets of the project's files (<c>StaticWebAssetsEnabled</c>).</summary>
    public bool StaticWebAssets => Text(nameof(StaticWebAssets)).Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The template of the project's <c>runtimeconfig.json</c>, which may set additional runtime switches; it need not exist.</summary>
    public string RuntimeConfigTemplate => Text(nameof(RuntimeConfigTemplate));

    /// <summary>NuGet's list of the packages that the project runs with (<c>project.assets.json</c>); it need not exist.</summary>
    public string PackageGraph => Text(nameof(PackageGraph));

    /// <summary>The framework and, after a slash, the runtime that the project is built for.</summary>
    public string PackageTarget => Text(nameof(PackageTarget));

    /// <summary>Folders of packages.</summary>
    public ImmutableArray<string> ProbingPaths => List(nameof(ProbingPaths));

    /// <summary>The project files that this project refers to, as written.</summary>
    public ImmutableArray<string> ProjectReferences => List(nameof(ProjectReferences));

    /// <summary>Names or globs of the steps to run, with what they need, separated by <c>;</c>; empty: all. One that starts with a project's name and <c>/</c> is for that project.</summary>
    public string Select => Text(nameof(Select));

    /// <summary>Names or globs of steps to run again although cached, separated by <c>;</c>, for one project or all.</summary>
    public string Force => Text(nameof(Force));

    /// <summary>Overrides of arguments: <c>STEP.Argument=value;PROJECT/STEP.Argument=value;…</c></summary>
    public string Overrides => Text(nameof(Overrides));

    /// <summary><c>Run</c> or empty: steps whose results are missing run. <c>CacheOnly</c>: none does, and a missing result is an error.</summary>
    public string Mode => Text(nameof(Mode));

    /// <summary><c>Write</c> or empty: exports are written. <c>Verify</c>: they are compared with the files that are there.</summary>
    public string ExportMode => Text(nameof(ExportMode));

    /// <summary>Where steps run: <c>local</c> or empty, in a worker on this machine; <c>slurm</c>, as jobs of Slurm.</summary>
    public string Executor => Text(nameof(Executor));

    /// <summary>Options of <c>sbatch</c> for all jobs. On a command line their separator is written <c>%3B</c>, so an escaped one separates as well.</summary>
    public ImmutableArray<string> SlurmOptions => [.. Text(nameof(SlurmOptions)).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The most jobs in the queue at a time.</summary>
    /// <exception cref="TangoException">It is no whole number of at least 1.</exception>
    public int SlurmMaxJobs => Number(nameof(SlurmMaxJobs), Names.Properties.TangoSlurmMaxJobs, SlurmSettings.DefaultMaxJobs) is > 0 and var most
        ? most
        : throw Invalid(Names.Properties.TangoSlurmMaxJobs, Text(nameof(SlurmMaxJobs)), "write a whole number of at least 1, or nothing");

    /// <summary>Whether jobs stay when the build is cancelled.</summary>
    /// <exception cref="TangoException">It is neither true nor false.</exception>
    public bool SlurmKeepJobs => Flag(nameof(SlurmKeepJobs), Names.Properties.TangoSlurmKeepJobs, unset: false);

    /// <summary>Whether the nodes have the files of this machine, under the same paths; unless set, they have.</summary>
    /// <exception cref="TangoException">It is neither true nor false.</exception>
    public bool SlurmSharedFiles => Flag(nameof(SlurmSharedFiles), Names.Properties.TangoSlurmSharedFiles, unset: true);

    /// <summary>Whether the build submits its jobs and ends.</summary>
    /// <exception cref="TangoException">It is neither true nor false.</exception>
    public bool Detach => Flag(nameof(Detach), Names.Properties.TangoDetach, unset: false);

    /// <summary>The remote cache: a directory or an address; empty: none.</summary>
    public string RemoteCache => Text(nameof(RemoteCache));

    /// <summary>How files in the remote cache are named: <c>files</c> or empty, or <c>bazel</c>.</summary>
    public string RemoteCacheLayout => Text(nameof(RemoteCacheLayout));

    /// <summary>The stores for remote caches, <c>SCHEME|SAMEVERSION|PACKAGE|ASSEMBLY</c> each.</summary>
    public ImmutableArray<string> RemoteStores => List(nameof(RemoteStores));

    /// <summary>Whether new results are pushed; unless set, they are.</summary>
    /// <exception cref="TangoException">It is neither true nor false.</exception>
    public bool RemoteCachePush => Flag(nameof(RemoteCachePush), Names.Properties.TangoRemoteCachePush, unset: true);

    /// <summary>What represents code in ids: <c>auto</c> or empty, its fingerprint unless the step has a version; <c>none</c>, the version alone.</summary>
    public string CodeFingerprint => Text(nameof(CodeFingerprint));

    /// <summary>The codes of warnings that the project does not want to see, separated by <c>;</c>.</summary>
    public string NoWarn => Text(nameof(NoWarn));

    /// <summary>The file that a summary of a run is appended to; empty: where the build server wants it; <c>false</c>: nowhere.</summary>
    public string SummaryFile => Text(nameof(SummaryFile));

    /// <summary>Whether the project says how many processors steps take together. If not, they share those of the machine with the rest of the build.</summary>
    public bool HasParallelism() => Text(nameof(RunOptions.MaxParallelism)).Trim() is not ("" or "0");

    /// <summary>How steps are run: its properties are metadata here.</summary>
    /// <exception cref="TangoException">One is no integer, or neither true nor false.</exception>
    public RunOptions RunOptions
    {
        get
        {
            var unset = new RunOptions();

            // 0 stands for all processors.
            var parallelism = Number(nameof(RunOptions.MaxParallelism), Names.Properties.TangoMaxParallelism, unset: 0);
            return new()
            {
                MaxParallelism = parallelism > 0 ? parallelism : unset.MaxParallelism,
                Gpus = Number(nameof(RunOptions.Gpus), Names.Properties.TangoGpus, unset.Gpus),
                KeepGoing = Flag(nameof(RunOptions.KeepGoing), Names.Properties.TangoKeepGoing, unset.KeepGoing),
                CheckInputs = Flag(nameof(RunOptions.CheckInputs), Names.Properties.TangoCheckInputs, unset.CheckInputs),
            };
        }
    }

    /// <summary>The error for a property of the project whose value is not valid.</summary>
    public TangoException Invalid(string property, string value, string expected) =>
        new(Descriptors.InvalidSetting.Create(new DiagnosticSubject(projectFile), property, value, expected));

    private string Text(string name) => request.GetMetadata(name);

    // An escaped separator belongs to a value, so the escaped text is split.
    private ImmutableArray<string> List(string name) => Escaping.SplitList(((ITaskItem2)request).GetMetadataValueEscaped(name));

    // Other values are parsed in a separate method, which most builds do not have to compile.
    private int Number(string name, string property, int unset) => Text(name) is { Length: > 0 } text ? ReadNumber(text, property, unset) : unset;

    private int ReadNumber(string text, string property, int unset)
    {
        if (string.IsNullOrWhiteSpace(text))
            return unset;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(property, text, "write a whole number, or nothing");
    }

    private bool Flag(string name, string property, bool unset) => Text(name) switch
    {
        "" => unset,
        "true" => true,
        "false" => false,
        var text => ReadFlag(text, property),
    };

    // The values that MSBuild accepts for a task's parameter of this type.
    private bool ReadFlag(string text, string property) => text.ToLowerInvariant() switch
    {
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw Invalid(property, text, "write true or false"),
    };
}
