using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>
/// Reads <c>ReferencePath</c> items: where each assembly lies and whose it is. Runs in every build, for some 170 items.
/// </summary>
internal static class ReferenceReader
{
    /// <summary>Reads the references of an assembly.</summary>
    /// <param name="assembly">The project's own assembly, full path.</param>
    /// <param name="references">What it was compiled with.</param>
    /// <param name="dependencies">What those need in turn (<c>ReferenceDependencyPaths</c>): with <c>DisableTransitiveProjectReferences</c>, also projects.</param>
    public static StepAssemblies Read(string assembly, ITaskItem[] references, ITaskItem[] dependencies)
    {
        var paths = ImmutableArray.CreateBuilder<string>(references.Length + dependencies.Length);
        var projects = ImmutableArray.CreateBuilder<string>();
        var packages = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in references)
        {
            var path = reference.ItemSpec;
            paths.Add(path);
            if (IsFrameworks(reference))
                continue;

            if (IsProjects(reference, path))
                projects.Add(path);
            else if (PackageOf(reference) is { } package)
                packages[Path.GetFileNameWithoutExtension(path)] = package;
        }

        foreach (var dependency in dependencies)
        {
            paths.Add(dependency.ItemSpec);
            if (IsProjectsDependency(dependency))
                projects.Add(dependency.ItemSpec);
        }

        return new StepAssemblies(assembly)
        {
            References = paths.MoveToImmutable(),
            ProjectAssemblies = projects.ToImmutable(),
            PackageVersions = packages.ToImmutable(),
        };
    }

    /// <summary>Reads what steps may come from while the project itself is not compiled yet: the projects it refers to.</summary>
    /// <param name="references">As above.</param>
    /// <param name="dependencies">As above.</param>
    /// <param name="stepProjects">The assemblies of projects that it refers to without their output; those that no program or library of .NET is made of are passed over.</param>
    /// <returns>The assemblies, the first project's as the main one; null when there is none.</returns>
    public static StepAssemblies? ReadWithoutProject(ITaskItem[] references, ITaskItem[] dependencies, ITaskItem[] stepProjects)
    {
        var all = Read("", references, dependencies);
        var projects = all.ProjectAssemblies.ToBuilder();
        var dependencyFiles = ImmutableArray.CreateBuilder<string>();
        foreach (var project in stepProjects)
        {
            var path = project.ItemSpec;
            var dependencyFile = Path.ChangeExtension(path, ".deps.json");
            if (!IsTangoCore(path) && File.Exists(dependencyFile))
            {
                projects.Add(path);
                dependencyFiles.Add(dependencyFile);
            }
        }

        return projects.Count == 0 ? null : all with
        {
            Main = projects[0],
            ProjectAssemblies = projects.ToImmutable().RemoveAt(0),
            DependencyFiles = dependencyFiles.ToImmutable(),
        };
    }

    private static bool IsFrameworks(ITaskItem reference) =>
        reference.GetMetadata(Names.WellKnownMetadata.FrameworkReferenceName).Length > 0;

    // Within our own repository Tango.Core is a project as well, but never the user's code.
    private static bool IsProjects(ITaskItem reference, string path) =>
        reference.GetMetadata(Names.WellKnownMetadata.ReferenceSourceTarget) == Names.WellKnownMetadata.ProjectReference
        && !IsTangoCore(path);

    // Nothing tells whose a dependency is. A package's is named by its package and a framework's by its framework; what is left was found beside a project's output.
    private static bool IsProjectsDependency(ITaskItem dependency) =>
        !IsFrameworks(dependency)
        && dependency.GetMetadata(Names.WellKnownMetadata.NuGetPackageId).Length == 0
        && dependency.GetMetadata(Names.WellKnownMetadata.CopyLocal).Equals("true", StringComparison.OrdinalIgnoreCase)
        && dependency.ItemSpec.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && !IsTangoCore(dependency.ItemSpec);

    private static bool IsTangoCore(string path) => Path.GetFileNameWithoutExtension(path) == typeof(StepAssemblies).Assembly.GetName().Name;

    private static string? PackageOf(ITaskItem reference)
    {
        var id = reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageId);
        return id.Length == 0 ? null : $"{id}/{reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageVersion)}";
    }
}
