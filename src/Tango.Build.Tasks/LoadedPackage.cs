using Tango.Diagnostics;
using Tango.Engine;

namespace Tango.Build.Tasks;

/// <summary>
/// The package's assemblies in this process. An MSBuild process that is reused (the MSBuild server, reused nodes, <c>dotnet watch</c>) keeps the assemblies that it has loaded,
/// even if their files are replaced; the worker, a new process each time, uses the current files. The results of two different versions are undefined, so a build that must plan
/// or run anything fails before it starts.
/// </summary>
internal static class LoadedPackage
{
    private static readonly LoadedAssembly[] Assemblies = [new(typeof(LoadedPackage).Assembly), new(typeof(TangoEngine).Assembly)];

    /// <summary>Checks that the files are unchanged since they were loaded.</summary>
    /// <exception cref="TangoException">They have changed.</exception>
    public static void EnsureCurrent(string projectFile)
    {
        foreach (var assembly in Assemblies)
        {
            if (!assembly.IsCurrent())
                throw new TangoException(Descriptors.PackageReplaced.Create(new DiagnosticSubject(projectFile), assembly.Path, Environment.ProcessId));
        }
    }
}
