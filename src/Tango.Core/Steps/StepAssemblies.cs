using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>The compiled assemblies that step types are read from. All paths are full paths.</summary>
/// <param name="Main">The project's own assembly.</param>
public sealed record StepAssemblies(string Main)
{
    /// <summary>Every assembly the project refers to, the framework's and packages' included.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Those of <see cref="References"/> that are outputs of the user's own projects: their code counts as the user's.</summary>
    public ImmutableArray<string> ProjectAssemblies { get; init; } = [];

    /// <summary>Simple assembly name to package name and version, for assemblies that come from packages.</summary>
    public ImmutableDictionary<string, string> PackageVersions { get; init; } = ImmutableDictionary<string, string>.Empty;
}
