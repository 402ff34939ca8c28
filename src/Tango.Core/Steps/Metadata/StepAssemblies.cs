using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>
/// The compiled assemblies with step types. They may be those that the compiler receives (reference assemblies of the framework) or those that a process runs with (the
/// framework's own files): both give the same step types and fingerprints.
/// </summary>
/// <param name="Main">The full path of the project's compiled assembly.</param>
internal sealed record StepAssemblies(string Main)
{
    /// <summary>The full paths of all references of <see cref="Main"/>: framework, packages, other projects. Opened only when needed.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>
    /// The full paths of the assemblies of the user's other projects, with code (not reference assemblies). They may contain step types, and their code is in fingerprints. They
    /// replace those of the same file name in <see cref="References"/>.
    /// </summary>
    public ImmutableArray<string> ProjectAssemblies { get; init; } = [];

    /// <summary>
    /// For assemblies of packages, by simple name: the package and its version, e.g. <c>CsvHelper/33.0.1</c>. Others are in fingerprints by their content or, if they belong to
    /// the framework, by name alone.
    /// </summary>
    public IReadOnlyDictionary<string, string> PackageVersions { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The full paths of those <see cref="References"/> that are referred to by path. They belong to no package and not to the framework, whatever files are next to them.</summary>
    public ImmutableArray<string> PathReferences { get; init; } = [];

    /// <summary>For project assemblies, by simple name: the full path of the folder that files named in their code (<see cref="CodeDependsOnAttribute"/>) are relative to.</summary>
    public IReadOnlyDictionary<string, string> ProjectFolders { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The runtime's switches that the project sets, by name: they become <c>configProperties</c> in <c>runtimeconfig.json</c>.</summary>
    public IReadOnlyDictionary<string, string> RuntimeSwitches { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The full paths of files that set additional switches, if they exist: <c>runtimeconfig.json</c> files and their templates. <see cref="RuntimeSwitches"/> have priority.</summary>
    public ImmutableArray<string> RuntimeConfigFiles { get; init; } = [];

    /// <summary>
    /// The full paths of <c>deps.json</c> files of programs and libraries whose own dependencies are not among <see cref="References"/>: when step types are read, the files'
    /// assemblies are added (<see cref="WithDependencies"/>).
    /// </summary>
    public ImmutableArray<string> DependencyFiles { get; init; } = [];

    /// <summary>The package folders for assemblies that <see cref="DependencyFiles"/> list and that are not next to them.</summary>
    public ImmutableArray<string> PackageFolders { get; init; } = [];

    /// <summary>
    /// The full paths of files with the packages that the project runs with and their dependencies, if they exist: its <c>project.assets.json</c>, or <c>deps.json</c> files.
    /// Compilers need not receive all of these packages.
    /// </summary>
    public ImmutableArray<string> PackageGraphs { get; init; } = [];

    /// <summary>The target in a <c>project.assets.json</c>: the framework, and after a slash the runtime if there is one.</summary>
    public string PackageTarget { get; init; } = "";

    /// <summary>The same, with all assemblies that <see cref="DependencyFiles"/> list. Opens these files.</summary>
    internal StepAssemblies WithDependencies()
    {
        if (DependencyFiles.IsEmpty)
            return this;

        var references = ImmutableArray.CreateBuilder<string>();
        var projects = ProjectAssemblies.ToBuilder();
        var byPath = PathReferences.ToBuilder();
        var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in DependencyFiles)
        {
            var file = Loaded.DependencyFile.Read(path);
            projects.AddRange(file.ProjectAssemblies(path).Where(assembly => assembly != Main && !projects.Contains(assembly)));
            references.AddRange(file.PackageAssemblies(path, PackageFolders));
            references.AddRange(file.PathAssemblies(path));
            byPath.AddRange(file.PathAssemblies(path));
            foreach (var (assembly, package) in file.Packages)
                packages.TryAdd(assembly, package);
        }

        // The steps run with the versions in these files, even if the project itself is compiled with others.
        foreach (var (assembly, package) in PackageVersions)
            packages.TryAdd(assembly, package);

        return this with
        {
            References = [.. references, .. References],
            ProjectAssemblies = projects.ToImmutable(),
            PathReferences = byPath.ToImmutable(),
            PackageVersions = packages,
            PackageGraphs = [.. DependencyFiles, .. PackageGraphs],
        };
    }
}
