using System.Collections.Immutable;

namespace Tango.Execution.Worker;

/// <summary>
/// Has the worker load Tango's own assemblies as the package has them compiled for this machine, instead of the portable ones in the program's folder: it starts faster. The package
/// lists them in a file next to the worker; the host takes them if their versions are not lower than the program's.
/// </summary>
internal static class CompiledCore
{
    private const string Extension = ".compiled.deps.json";

    /// <summary>Lists of more assemblies that the user has given to every program. The host does not read it when the command line has such a list.</summary>
    private const string Variable = "DOTNET_ADDITIONAL_DEPS";

    /// <summary>The arguments of the host; none if the worker has no such file.</summary>
    /// <param name="workerAssembly">Full path: <c>&lt;package&gt;/tools/&lt;framework&gt;/Tango.Worker.dll</c>.</param>
    public static ImmutableArray<string> ArgumentsFor(string workerAssembly) => ArgumentsFor(workerAssembly, Environment.GetEnvironmentVariable(Variable));

    /// <param name="others">The value of the environment variable.</param>
    internal static ImmutableArray<string> ArgumentsFor(string workerAssembly, string? others)
    {
        var list = Path.ChangeExtension(workerAssembly, Extension);

        // The option is a list of paths.
        if (list.Contains(Path.PathSeparator, StringComparison.Ordinal) || !File.Exists(list))
            return [];

        var package = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(list)))!;
        return [HostOptions.AdditionalDeps, string.IsNullOrEmpty(others) ? list : $"{list}{Path.PathSeparator}{others}", HostOptions.ProbingPath, package];
    }
}
