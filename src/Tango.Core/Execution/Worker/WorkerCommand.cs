namespace Tango.Execution.Worker;

/// <summary>The arguments of the <c>dotnet</c> host that start a worker; those of the worker follow.</summary>
/// <param name="settings">The program whose steps it runs.</param>
/// <param name="directory">Full path of an existing folder for files that the host needs besides.</param>
internal sealed class WorkerCommand(WorkerSettings settings, string directory)
{
    /// <summary>The arguments.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public IEnumerable<string> Arguments
    {
        get
        {
            var shared = SharedRuntime.Use(settings, directory);
            yield return "exec";
            yield return "--depsfile";
            yield return shared.DepsFile;
            yield return "--runtimeconfig";
            yield return shared.RuntimeConfigFile;
            foreach (var path in shared.ProbingPaths)
            {
                yield return "--additionalprobingpath";
                yield return path;
            }

            yield return settings.WorkerAssembly;
        }
    }
}
