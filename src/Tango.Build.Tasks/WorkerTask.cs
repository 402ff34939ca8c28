using Microsoft.Build.Framework;
using Tango.Execution.Worker;

namespace Tango.Build.Tasks;

/// <summary>A task that runs steps of the pipeline: what the worker is started with.</summary>
public abstract class WorkerTask : PipelineTask
{
    /// <summary>The <c>dotnet</c> host that runs the worker.</summary>
    [Required]
    public string DotNetHost { get; set; } = "";

    /// <summary><c>Tango.Worker.dll</c>.</summary>
    [Required]
    public string WorkerAssembly { get; set; } = "";

    /// <summary>The project's assembly in its output folder.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>The project's <c>.deps.json</c>.</summary>
    [Required]
    public string DepsFile { get; set; } = "";

    /// <summary>The project's <c>.runtimeconfig.json</c>.</summary>
    [Required]
    public string RuntimeConfigFile { get; set; } = "";

    /// <summary>The folder of all intermediate files, of every configuration: <c>BaseIntermediateOutputPath</c>.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    private protected WorkerSettings CreateWorkerSettings() => new()
    {
        DotNetHost = Full(DotNetHost),
        WorkerAssembly = Full(WorkerAssembly),
        TargetAssembly = Full(TargetAssembly),
        DepsFile = Full(DepsFile),
        RuntimeConfigFile = Full(RuntimeConfigFile),
        ProbingPaths = Settings.ProbingPaths,
    };

    private protected ExportOwnership CreateOwnership() => new(
        Path.GetDirectoryName(ProjectFile)!,
        OutputDirectory(TargetAssembly),
        Full(IntermediateDirectory),
        [Full(TargetAssembly), Full(DepsFile), Full(RuntimeConfigFile)]);
}
