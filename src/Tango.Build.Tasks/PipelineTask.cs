using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Build.Framework;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>A task for the project's pipeline: its inputs, and the request with them.</summary>
public abstract class PipelineTask : TangoTask
{
    // The settings that affect no result: first those that may have an invalid value, then those that are true or false.
    private static readonly string[] FreeSettings =
        [nameof(PipelineSettings.Executor), nameof(PipelineSettings.RemoteCache), nameof(PipelineSettings.KeptRuns), nameof(PipelineSettings.SlurmMaxJobs), nameof(RunOptions.MaxParallelism), nameof(RunOptions.Gpus)];

    private static readonly string[] Flags = [nameof(PipelineSettings.RemoteCachePush), nameof(PipelineSettings.SlurmKeepJobs), nameof(PipelineSettings.SlurmSharedFiles), nameof(PipelineSettings.Detach), nameof(PipelineSettings.EarlyCutoff), nameof(RunOptions.KeepGoing), nameof(RunOptions.CheckInputs)];

    /// <summary>The settings: one item with a metadatum for each, created by <c>Tango.Build.Request.targets</c>.</summary>
    [Required]
    public ITaskItem Request { get; set; } = null!;

    /// <summary>The <c>TangoStep</c> items.</summary>
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>The items with code of step types, with the metadatum <c>Part</c>: see <c>_TangoFindCode</c> in <c>Tango.Build.Code.targets</c>.</summary>
    public ITaskItem[] Code { get; set; } = [];

    /// <summary>The pipelines of the projects that steps refer to.</summary>
    public ITaskItem[] ReferencedPipelines { get; set; } = [];

    internal PipelineSettings Settings => field ??= new PipelineSettings(Request, ProjectFile);

    // Read when there is something to report: an exception may come from a missing item, too.
    private protected override string NoWarn => Request is null ? "" : Settings.NoWarn;

    private protected PipelineRequest CreateRequest(WorkerSettings? worker)
    {
        LoadedPackage.EnsureCurrent(ProjectFile);
        return new PipelineRequest
        {
            ProjectFile = ProjectFile,
            ProjectDirectory = Path.GetDirectoryName(ProjectFile)!,
            StateDirectory = Full(Settings.StateDirectory),
            CacheDirectory = FullDirectory(Settings.CacheDirectory),
            RemoteCache = ReadRemoteCache(),
            RunsDirectory = Settings.RunsDirectory.Length == 0 ? null : FullDirectory(Settings.RunsDirectory),
            EventsDirectory = Settings.EventsDirectory.Length == 0 ? null : FullDirectory(Settings.EventsDirectory),
            KeptRuns = Settings.KeptRuns,
            EarlyCutoff = Settings.EarlyCutoff,
            Overrides = [.. ArgumentOverrides.For(ProjectFile, Settings.Overrides)],
            Assemblies = ReadAssemblies(),
            RunsBeforeCompile = Settings.RunsBeforeCompile,
            ProjectReferences = ReadProjectNames(),
            ReferencedPipelines = ReferencedPipelineReader.Read(ReferencedPipelines, ProjectFile),
            Declarations = ReadDeclarations(),
            Select = ReadNames(Settings.Select),
            Force = ReadNames(Settings.Force),
            CacheOnly = ReadCacheOnly(),
            CodeIdentity = ReadCodeIdentity(),
            Options = Settings.RunOptions,
            Worker = worker,
            Slurm = ReadSlurm(),
        };
    }

    /// <summary>Whether a setting has a value that <see cref="CheckSettings"/> has to read.</summary>
    // By name: each property would be one more method to compile in an up-to-date build, and most projects set none of them.
    private protected bool HasSettingsToCheck()
    {
        foreach (var name in FreeSettings)
        {
            if (Request.GetMetadata(name).Length > 0)
                return true;
        }

        foreach (var name in Flags)
        {
            if (Request.GetMetadata(name) is not ("" or "true" or "false"))
                return true;
        }

        return false;
    }

    /// <summary>Reports errors in settings that affect no result, and so are not compared with those of the last build.</summary>
    private protected void CheckSettings()
    {
        _ = ReadSlurm();
        if (Settings.RemoteCache.Length > 0)
            ReadRemoteCache();

        _ = Settings.RemoteCachePush;
        _ = Settings.KeptRuns;
        _ = Settings.EarlyCutoff;
        _ = Settings.RunOptions;
    }

    private protected ImmutableArray<StepDeclaration> ReadDeclarations() =>
        ArgumentOverrides.Apply(Settings.Overrides, DeclarationReader.Read(Steps, ProjectFile), ProjectFile);

    private StepAssemblies? ReadAssemblies() => ReadCode(CodeItems.Read(Code)) is { } assemblies
        ? assemblies with { PackageGraphs = Settings.PackageGraph.Length == 0 ? [] : [Full(Settings.PackageGraph)], PackageTarget = Settings.PackageTarget.TrimEnd('/') }
        : null;

    private StepAssemblies? ReadCode(CodeItems code)
    {
        if (Settings.RunsBeforeCompile)
            return ReferenceReader.ReadWithoutProject(code) is { } assemblies ? assemblies with { PackageFolders = Settings.ProbingPaths } : null;

        return code.Assembly.Length == 0 ? null : ReadOwnAssemblies(Full(code.Assembly), code);
    }

    private StepAssemblies ReadOwnAssemblies(string assembly, CodeItems code)
    {
        var assemblies = ReferenceReader.Read(assembly, code.References, code.Dependencies);
        var switches = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var item in code.RuntimeSwitches)
            switches[item.ItemSpec] = item.GetMetadata(Names.WellKnownMetadata.Value);

        return assemblies with
        {
            ProjectFolders = assemblies.ProjectFolders.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase)
                .SetItem(Path.GetFileNameWithoutExtension(assembly), Path.GetDirectoryName(ProjectFile)!),
            RuntimeSwitches = switches.ToImmutable(),
            RuntimeConfigFiles = Settings.RuntimeConfigTemplate.Length == 0 ? [] : [Full(Settings.RuntimeConfigTemplate)],
        };
    }

    // The engine combines paths below these, and compares their prefixes.
    private protected string FullDirectory(string path, [CallerArgumentExpression(nameof(path))] string source = "") => Path.TrimEndingDirectorySeparator(Full(path, source));

    private ImmutableArray<string> ReadProjectNames()
    {
        var projects = Settings.ProjectReferences;
        var names = ImmutableArray.CreateBuilder<string>(projects.Length);
        foreach (var project in projects)
            names.Add(ProjectName.From(project));

        return names.MoveToImmutable();
    }

    // Properties of a command line are passed to every project of a build.
    internal ImmutableArray<string> ReadNames(string text)
    {
        if (text.Length == 0)
            return [];

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ProjectName.Unqualify(name, ProjectName.From(ProjectFile)) is { } own)
                names.Add(own);
        }

        return names.DrainToImmutable();
    }

    private protected RemoteCacheSettings? ReadRemoteCache() => string.IsNullOrWhiteSpace(Settings.RemoteCache)
        ? null
        : new RemoteCacheReader(ProjectFile) { Packages = Settings.RemoteStores.Select(ReadStore), Layout = Settings.RemoteCacheLayout }.Read(Settings.RemoteCache) with { Push = Settings.RemoteCachePush };

    private RemoteStorePackage ReadStore(string store)
    {
        var parts = store.Split('|', 4);
        return new(parts[0], Full(parts[3])) { SameVersion = parts[1] == "true", Package = parts[2].Length == 0 ? null : parts[2] };
    }

    // Read in any case, so that a mistake is found on machines without a cluster too.
    private SlurmSettings? ReadSlurm()
    {
        var slurm = new SlurmSettings { Options = Settings.SlurmOptions, MaxJobs = Settings.SlurmMaxJobs, KeepsJobs = Settings.SlurmKeepJobs, IsDetached = Settings.Detach, SendsFiles = !Settings.SlurmSharedFiles };
        return Settings.Executor.Trim().ToLowerInvariant() switch
        {
            "" or "local" when slurm.IsDetached => throw Settings.Invalid(Names.Properties.TangoDetach, "true", "set TangoExecutor to slurm too, or leave it out"),
            "" or "local" => null,
            "slurm" when slurm.SendsFiles && FaultOfStore() is { } fault => throw new TangoException(Descriptors.NoStoreForJobs.Create(new DiagnosticSubject(ProjectFile), fault)),
            "slurm" => slurm,
            _ => throw Settings.Invalid(Names.Properties.TangoExecutor, Settings.Executor, "write local or slurm"),
        };
    }

    // What nodes can reach. Whether a store of the project's own can be fetched from shows when a job is sent.
    private string? FaultOfStore() => ReadRemoteCache() switch
    {
        null => "TangoRemoteCache is not set",
        { Push: false } => "TangoRemoteCachePush is false",
        { IsDirectory: true } remote => $"'{remote.Name}' is a directory, which only machines with shared files have",
        _ => null,
    };

    private bool ReadCacheOnly() => Settings.Mode.Trim().ToLowerInvariant() switch
    {
        "" or "run" => false,
        "cacheonly" => true,
        _ => throw Settings.Invalid(Names.Properties.TangoMode, Settings.Mode, "write Run or CacheOnly"),
    };

    private protected bool ReadVerifyExports() => Settings.ExportMode.Trim().ToLowerInvariant() switch
    {
        "" or "write" => false,
        "verify" => true,
        _ => throw Settings.Invalid(Names.Properties.TangoExportMode, Settings.ExportMode, "write Write or Verify"),
    };

    private CodeIdentity ReadCodeIdentity() => Settings.CodeFingerprint.Trim().ToLowerInvariant() switch
    {
        "" or "auto" => CodeIdentity.Auto,
        "none" => CodeIdentity.None,
        _ => throw Settings.Invalid(Names.Properties.TangoCodeFingerprint, Settings.CodeFingerprint, "write auto or none"),
    };
}
