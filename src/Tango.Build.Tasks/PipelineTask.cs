using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Build.Framework;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>A task about the project's pipeline: its inputs, and the request they make.</summary>
public abstract class PipelineTask : TangoTask
{
    /// <summary>The <c>TangoStep</c> items.</summary>
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>The compiled assembly that holds the project's step types; empty for a project that compiles nothing.</summary>
    public string? Assembly { get; set; }

    /// <summary>The assemblies it refers to, as the compiler got them (<c>ReferencePath</c>).</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The assemblies that those need in turn (<c>ReferenceDependencyPaths</c>).</summary>
    public ITaskItem[] Dependencies { get; set; } = [];

    /// <summary>Whether steps run before the project is compiled (<c>TangoRunBefore=Compile</c>), and so come from projects that it refers to.</summary>
    public bool RunsBeforeCompile { get; set; }

    /// <summary>For steps that run before: assemblies of projects that this one refers to for their steps alone (<c>ReferenceOutputAssembly=false</c>).</summary>
    public ITaskItem[] StepProjects { get; set; } = [];

    /// <summary>Folders in which packages lie.</summary>
    public string[] ProbingPaths { get; set; } = [];

    /// <summary>The projects that this one refers to.</summary>
    public ITaskItem[] ProjectReferences { get; set; } = [];

    /// <summary>What those of them that steps name tell of their steps.</summary>
    public ITaskItem[] ReferencedPipelines { get; set; } = [];

    /// <summary>Where the engine keeps what it remembers.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The directory of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>Where run records are appended.</summary>
    public string? RunsDirectory { get; set; }

    /// <summary>Names or globs of the steps to run, with what they need, separated by <c>;</c>; empty: all. One that begins with a project's name and <c>/</c> is for that project.</summary>
    // Text, not a list: MSBuild splits lists before it unescapes them, and on a command line a separator can only be given escaped.
    public string? Select { get; set; }

    /// <summary>Names or globs of steps to run again though cached, separated by <c>;</c>, for one project or all.</summary>
    public string? Force { get; set; }

    /// <summary>Arguments overridden from outside: <c>STEP.Argument=value;PROJECT/STEP.Argument=value;…</c></summary>
    public string? Overrides { get; set; }

    /// <summary>Empty or <c>Run</c>: steps whose results are missing run. <c>CacheOnly</c>: none does, and a missing result is an error.</summary>
    public string? Mode { get; set; }

    /// <summary>Where steps run: <c>local</c> or empty. There is no other place yet.</summary>
    public string? Executor { get; set; }

    /// <summary>Where results are looked for that are not in the cache: a directory, or an <c>http</c> or <c>https</c> address; empty: nowhere.</summary>
    public string? RemoteCache { get; set; }

    /// <summary>Whether results that are made here are put there.</summary>
    public bool RemoteCachePush { get; set; } = true;

    /// <summary>What stands for code in ids: <c>auto</c> or empty, its fingerprint unless the step has a version; <c>none</c>, the version alone.</summary>
    public string? CodeFingerprint { get; set; }

    /// <summary>How many steps run at once; empty: as many as there are processors.</summary>
    public string? MaxParallelism { get; set; }

    /// <summary>How many graphics processors steps share; empty: one.</summary>
    public string? Gpus { get; set; }

    /// <summary>Whether independent steps go on after one has failed.</summary>
    public bool KeepGoing { get; set; } = true;

    /// <summary>Whether it is an error when a step changes what it was given.</summary>
    public bool CheckInputs { get; set; }

    private protected PipelineRequest CreateRequest(WorkerSettings? worker)
    {
        LoadedPackage.EnsureCurrent(ProjectFile);
        CheckExecutor();
        return new PipelineRequest
        {
            ProjectFile = ProjectFile,
            ProjectDirectory = Path.GetDirectoryName(ProjectFile)!,
            StateDirectory = Full(StateDirectory),
            CacheDirectory = FullDirectory(CacheDirectory),
            RemoteCache = string.IsNullOrWhiteSpace(RemoteCache) ? null : ReadRemoteCache(RemoteCache),
            RunsDirectory = string.IsNullOrEmpty(RunsDirectory) ? null : FullDirectory(RunsDirectory),
            Assemblies = ReadAssemblies(),
            RunsBeforeCompile = RunsBeforeCompile,
            ProjectReferences = ReadProjectNames(),
            ReferencedPipelines = ReferencedPipelineReader.Read(ReferencedPipelines, ProjectFile),
            Declarations = ReadDeclarations(),
            Select = ReadNames(Select),
            Force = ReadNames(Force),
            CacheOnly = ReadCacheOnly(),
            CodeIdentity = ReadCodeIdentity(),
            MaxParallelism = ReadNumber(Names.Properties.TangoMaxParallelism, MaxParallelism, 0),
            Gpus = ReadNumber(Names.Properties.TangoGpus, Gpus, 1),
            KeepGoing = KeepGoing,
            CheckInputs = CheckInputs,
            Worker = worker,
        };
    }

    /// <summary>Tells of mistakes in settings that decide about no result, and so are no part of what is compared with the last build.</summary>
    private protected void CheckSettings()
    {
        CheckExecutor();
        if (!string.IsNullOrWhiteSpace(RemoteCache))
            ReadRemoteCache(RemoteCache);

        ReadNumber(Names.Properties.TangoMaxParallelism, MaxParallelism, 0);
        ReadNumber(Names.Properties.TangoGpus, Gpus, 1);
    }

    private protected ImmutableArray<StepDeclaration> ReadDeclarations() =>
        ArgumentOverrides.Apply(Overrides, DeclarationReader.Read(Steps, ProjectFile), ProjectFile);

    private StepAssemblies? ReadAssemblies()
    {
        if (RunsBeforeCompile)
            return ReferenceReader.ReadWithoutProject(References, Dependencies, StepProjects) is { } assemblies ? assemblies with { PackageFolders = [.. ProbingPaths] } : null;

        return string.IsNullOrEmpty(Assembly) ? null : ReferenceReader.Read(Full(Assembly), References, Dependencies);
    }

    // The engine puts paths below these together and takes them apart again.
    private protected string FullDirectory(string path) => Path.TrimEndingDirectorySeparator(Full(path));

    private ImmutableArray<string> ReadProjectNames()
    {
        var names = ImmutableArray.CreateBuilder<string>(ProjectReferences.Length);
        foreach (var project in ProjectReferences)
            names.Add(ProjectName.Of(project.ItemSpec));

        return names.MoveToImmutable();
    }

    // Properties of a command line reach every project of a build.
    internal ImmutableArray<string> ReadNames(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ProjectName.Unqualify(name, ProjectName.Of(ProjectFile)) is { } own)
                names.Add(own);
        }

        return names.DrainToImmutable();
    }

    private int ReadNumber(string property, string? text, int unset)
    {
        if (string.IsNullOrWhiteSpace(text))
            return unset;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(property, text, "give a whole number, or nothing");
    }

    private RemoteCacheSettings ReadRemoteCache(string place) => RemoteCacheReader.Read(place, ProjectFile) with { Push = RemoteCachePush };

    private void CheckExecutor()
    {
        if (!string.IsNullOrEmpty(Executor) && !Executor.Equals("local", StringComparison.OrdinalIgnoreCase))
            throw Invalid(Names.Properties.TangoExecutor, Executor, "write local; steps run nowhere else yet");
    }

    private bool ReadCacheOnly() => Mode?.Trim().ToLowerInvariant() switch
    {
        null or "" or "run" => false,
        "cacheonly" => true,
        _ => throw Invalid(Names.Properties.TangoMode, Mode, "write Run or CacheOnly"),
    };

    private CodeIdentity ReadCodeIdentity() => CodeFingerprint?.Trim().ToLowerInvariant() switch
    {
        null or "" or "auto" => CodeIdentity.Auto,
        "none" => CodeIdentity.None,
        _ => throw Invalid(Names.Properties.TangoCodeFingerprint, CodeFingerprint, "write auto or none"),
    };

    private TangoException Invalid(string property, string value, string expected) =>
        new(Descriptors.InvalidSetting.Of(new DiagnosticSubject(ProjectFile), property, value, expected));
}
