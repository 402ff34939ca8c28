using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>Reads <c>ReferencePath</c> items: the path and the source of each assembly. Runs in every build, for about 170 items.</summary>
internal static class ReferenceReader
{
    /// <summary>Reads the references of an assembly.</summary>
    /// <param name="assembly">The project's own assembly, full path.</param>
    /// <param name="references">The assemblies that it was compiled with.</param>
    /// <param name="dependencies">The assemblies that those need (<c>ReferenceDependencyPaths</c>): with <c>DisableTransitiveProjectReferences</c>, also projects.</param>
    public static StepAssemblies Read(string assembly, ITaskItem[] references, ITaskItem[] dependencies)
    {
        var paths = ImmutableArray.CreateBuilder<string>(references.Length + dependencies.Length);
        var projects = ImmutableArray.CreateBuilder<string>();
        var byPath = ImmutableArray.CreateBuilder<string>();
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
            else if (!IsTangoCore(path))
                byPath.Add(path);
        }

        foreach (var dependency in dependencies)
        {
            paths.Add(dependency.ItemSpec);
            if (!IsCopiedAssemblyOfNoPackage(dependency))
                continue;

            if (IsProjects(dependency, dependency.ItemSpec))
                projects.Add(dependency.ItemSpec);
            else
                byPath.Add(dependency.ItemSpec);
        }

        return new StepAssemblies(assembly)
        {
            References = paths.MoveToImmutable(),
            ProjectAssemblies = projects.ToImmutable(),
            PathReferences = byPath.ToImmutable(),
            PackageVersions = packages.ToImmutable(),
            ProjectFolders = FoldersOf(references),
        };
    }

    /// <summary>Reads the assemblies with step types if the project itself is not compiled yet: those of the projects it refers to.</summary>
    /// <param name="code">The items. An assembly of a project that is referred to only for its steps is left out if it has no <c>deps.json</c>: it is not a program or library of .NET.</param>
    /// <returns>The assemblies, the first project's as the main one; null if there is none.</returns>
    public static StepAssemblies? ReadWithoutProject(CodeItems code)
    {
        var all = Read("", code.References, code.Dependencies);
        var projects = all.ProjectAssemblies.ToBuilder();
        var dependencyFiles = ImmutableArray.CreateBuilder<string>();
        foreach (var project in code.StepProjects)
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
            ProjectFolders = FoldersOf([.. code.References, .. code.StepProjects]),
            RuntimeConfigFiles = [.. projects.Select(path => Path.ChangeExtension(path, ".runtimeconfig.json"))],
            DependencyFiles = dependencyFiles.ToImmutable(),
        };
    }

    private static bool IsFrameworks(ITaskItem reference) =>
        reference.GetMetadata(Names.WellKnownMetadata.FrameworkReferenceName).Length > 0;

    // In our own repository Tango.Core is a project as well, but never the user's code.
    private static bool IsProjects(ITaskItem reference, string path) =>
        reference.GetMetadata(Names.WellKnownMetadata.ReferenceSourceTarget) == Names.WellKnownMetadata.ProjectReference
        && !IsTangoCore(path);

    // An assembly of a package or of the framework has metadata with its name. The others were found next to a project's output, or next to a file that is referred to by path.
    private static bool IsCopiedAssemblyOfNoPackage(ITaskItem dependency) =>
        !IsFrameworks(dependency)
        && dependency.GetMetadata(Names.WellKnownMetadata.NuGetPackageId).Length == 0
        && dependency.GetMetadata(Names.WellKnownMetadata.CopyLocal).Equals("true", StringComparison.OrdinalIgnoreCase)
        && dependency.ItemSpec.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && !IsTangoCore(dependency.ItemSpec);

    private static bool IsTangoCore(string path) => Path.GetFileNameWithoutExtension(path) == typeof(StepAssemblies).Assembly.GetName().Name;

    private static ImmutableDictionary<string, string> FoldersOf(ITaskItem[] references)
    {
        var folders = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in references)
        {
            if (reference.GetMetadata(Names.WellKnownMetadata.MSBuildSourceProjectFile) is { Length: > 0 } project)
                folders[Path.GetFileNameWithoutExtension(reference.ItemSpec)] = Path.GetDirectoryName(project)!;
        }

        return folders.ToImmutable();
    }

    private static string? PackageOf(ITaskItem reference)
    {
        var id = reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageId);
        return id.Length == 0 ? null : $"{id}/{reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageVersion)}";
    }
}
