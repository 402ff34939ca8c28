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
    public static StepAssemblies Read(string assembly, ITaskItem[] references)
    {
        var paths = ImmutableArray.CreateBuilder<string>(references.Length);
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

        return new StepAssemblies(assembly)
        {
            References = paths.MoveToImmutable(),
            ProjectAssemblies = projects.ToImmutable(),
            PackageVersions = packages.ToImmutable(),
        };
    }

    private static bool IsFrameworks(ITaskItem reference) =>
        reference.GetMetadata(Names.WellKnownMetadata.FrameworkReferenceName).Length > 0;

    // Within our own repository Tango.Core is a project as well, but never the user's code.
    private static bool IsProjects(ITaskItem reference, string path) =>
        reference.GetMetadata(Names.WellKnownMetadata.ReferenceSourceTarget) == Names.WellKnownMetadata.ProjectReference
        && Path.GetFileNameWithoutExtension(path) != typeof(StepAssemblies).Assembly.GetName().Name;

    private static string? PackageOf(ITaskItem reference)
    {
        var id = reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageId);
        return id.Length == 0 ? null : $"{id}/{reference.GetMetadata(Names.WellKnownMetadata.NuGetPackageVersion)}";
    }
}
