using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Steps;

/// <summary>The sources of fingerprints other than the code of project assemblies: files, and the patterns by which some were found.</summary>
/// <param name="Files">The files, including those that were not found.</param>
internal sealed record CodeSources(ImmutableArray<StampedFile> Files, ImmutableArray<StampedGlob> Patterns)
{
    /// <summary>No sources except code.</summary>
    public static CodeSources None { get; } = new([], []);
}
