namespace Tango.Graph.Projects;

/// <summary>The result of another project's step, as a source in a graph: read from that project's cache, never computed here.</summary>
internal sealed record ReferencedResult(ReferencedPipeline Pipeline, ReferencedStep Step)
{
    /// <summary>Its name in references: <c>Data/split</c>.</summary>
    public string Name { get; } = $"{Pipeline.Project}/{Step.Name}";

    /// <summary>Full path of the directory with its entry.</summary>
    public string CacheDirectory => Step.CacheDirectory ?? Pipeline.CacheDirectory;
}
