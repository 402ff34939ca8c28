using Microsoft.CodeAnalysis;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>How a test compiles a project.</summary>
internal sealed record CompileOptions
{
    /// <summary>The folder below the test's own.</summary>
    public string Folder { get; init; } = "bin";

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Debug;

    public string? AssemblyVersion { get; init; }

    public string? FileVersion { get; init; }

    /// <summary>Embedded resources: names and contents.</summary>
    public IReadOnlyDictionary<string, string> Resources { get; init; } = new Dictionary<string, string>();

    /// <summary>The projects it refers to; null for all that were compiled before.</summary>
    public string[]? References { get; init; }

    /// <summary>An extern alias for each of <see cref="References"/>.</summary>
    public string[]? Aliases { get; init; }
}
