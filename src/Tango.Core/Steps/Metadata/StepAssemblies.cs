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
}
