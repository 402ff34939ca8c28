using System.Collections.Immutable;

namespace Tango.Execution.Worker;

/// <summary>The command line that starts the worker: the .NET host, with the user's own assemblies and runtime.</summary>
internal static class WorkerCommandLine
{
    /// <summary>The arguments of the host.</summary>
    /// <param name="planFile">The full path of the plan; files that the worker needs may be written next to it.</param>
    /// <exception cref="IOException">One of these cannot be written.</exception>
    public static ImmutableArray<string> Of(WorkerSettings settings, string planFile)
    {
        var own = SharedRuntime.Use(settings, Path.GetDirectoryName(planFile)!);
        return
        [
            "exec",
            "--depsfile", own.DepsFile,
            "--runtimeconfig", own.RuntimeConfigFile,
            .. own.ProbingPaths.SelectMany(path => (string[])["--additionalprobingpath", path]),
            own.WorkerAssembly,
            WorkerProtocol.Run,
            planFile,
        ];
    }
}
