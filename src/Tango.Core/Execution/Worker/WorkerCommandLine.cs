using System.Collections.Immutable;

namespace Tango.Execution.Worker;

/// <summary>The arguments of the .NET host that start a worker.</summary>
internal static class WorkerCommandLine
{
    /// <summary>The arguments that carry out a plan.</summary>
    /// <param name="planFile">Full path. Next to it, files are written that a self-contained program needs to run on the machine's shared runtime.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static ImmutableArray<string> Of(WorkerSettings settings, string planFile) =>
        [.. HostOf(settings, Path.GetDirectoryName(planFile)!, CompiledCore.ArgumentsFor(settings.WorkerAssembly)), WorkerProtocol.Run, planFile];

    /// <summary>The arguments before those of the worker itself, for a machine of which nothing is known.</summary>
    /// <param name="directory">Full path of an existing folder for those files.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static ImmutableArray<string> HostOf(WorkerSettings settings, string directory) => HostOf(settings, directory, []);

    private static ImmutableArray<string> HostOf(WorkerSettings settings, string directory, ImmutableArray<string> more)
    {
        var shared = SharedRuntime.Use(settings, directory);
        return
        [
            "exec", HostOptions.DepsFile, shared.DepsFile, HostOptions.RuntimeConfig, shared.RuntimeConfigFile,
            .. shared.ProbingPaths.SelectMany(path => new[] { HostOptions.ProbingPath, path }),
            .. more,
            settings.WorkerAssembly,
        ];
    }
}
