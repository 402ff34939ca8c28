using Microsoft.CodeAnalysis;

namespace Tango.Core.Tests.Steps;

/// <summary>How a test compiles a project.</summary>
internal sealed record CompileOptions
{
    /// <summary>The folder below the test's own.</summary>
    public string Folder { get; init; } = "bin";

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Debug;

    public string? AssemblyVersion { get; init; }
}
