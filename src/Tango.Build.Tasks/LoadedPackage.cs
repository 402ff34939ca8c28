using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>
/// The assemblies of the package that this process runs. An MSBuild that stays for the next build (the MSBuild server, reused nodes, <c>dotnet watch</c>) keeps the ones it has
/// loaded, whatever is put in their place; the worker, which is a new process every time, is what lies there now. What the two halves of different programs would make
/// together nobody knows, so a build that has to plan or to run anything ends before it begins.
/// </summary>
internal static class LoadedPackage
{
    private static readonly LoadedAssembly[] Assemblies = [new(typeof(LoadedPackage).Assembly), new(typeof(TangoEngine).Assembly)];

    /// <summary>Looks whether the files are still what was loaded from them.</summary>
    /// <exception cref="TangoException">They are not.</exception>
    public static void EnsureCurrent(string projectFile)
    {
        foreach (var assembly in Assemblies)
        {
            if (!assembly.IsCurrent())
                throw new TangoException(Descriptors.PackageReplaced.Of(new DiagnosticSubject(projectFile), assembly.Path, Environment.ProcessId));
        }
    }
}
