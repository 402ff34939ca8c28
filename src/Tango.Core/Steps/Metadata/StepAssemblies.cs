using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>
/// The compiled assemblies step types are read from. Works with what the compiler was given (reference assemblies of the framework) and with
/// what a process runs on (the framework's own files): both give the same step types and fingerprints.
/// </summary>
/// <param name="Main">The full path of the project's compiled assembly.</param>
internal sealed record StepAssemblies(string Main)
{
    /// <summary>The full paths of everything <see cref="Main"/> refers to: framework, packages, other projects. Opened only when needed.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>
    /// The full paths of the user's other projects' assemblies, with code (not reference assemblies). They may hold step types, and their code is in
    /// fingerprints. One of the same file name in <see cref="References"/> gives way to it.
    /// </summary>
    public ImmutableArray<string> ProjectAssemblies { get; init; } = [];

    /// <summary>
    /// For assemblies that come from a package, by simple name: the package and its version, e.g. <c>CsvHelper/33.0.1</c>. Names that are missing
    /// enter fingerprints by their assembly version, or, when they belong to the framework, without one.
    /// </summary>
    public IReadOnlyDictionary<string, string> PackageVersions { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The full paths of <c>deps.json</c> files of programs and libraries whose own dependencies are not among <see cref="References"/>: read, where step types
    /// are, from what these files list (<see cref="WithDependencies"/>).
    /// </summary>
    public ImmutableArray<string> DependencyFiles { get; init; } = [];

    /// <summary>The folders in which packages lie, for assemblies that <see cref="DependencyFiles"/> list and that are not beside them.</summary>
    public ImmutableArray<string> PackageFolders { get; init; } = [];

    /// <summary>The same with everything added that <see cref="DependencyFiles"/> list. Opens these files.</summary>
    internal StepAssemblies WithDependencies()
    {
        if (DependencyFiles.IsEmpty)
        {
            return this;
        }

        var references = References.ToBuilder();
        var projects = ProjectAssemblies.ToBuilder();
        var packages = new Dictionary<string, string>(PackageVersions, StringComparer.OrdinalIgnoreCase);
        foreach (var path in DependencyFiles)
        {
            var file = Loaded.DependencyFile.Read(path);
            projects.AddRange(file.ProjectAssemblies(path).Where(assembly => assembly != Main && !projects.Contains(assembly)));
            references.AddRange(file.PackageAssemblies(path, PackageFolders));
            foreach (var (assembly, package) in file.Packages)
            {
                packages.TryAdd(assembly, package);
            }
        }

        return this with { References = references.ToImmutable(), ProjectAssemblies = projects.ToImmutable(), PackageVersions = packages };
    }
}
