namespace Tango.Graph;

/// <summary>The result of another project's step, as a source in a graph: read from that project's cache, never run here.</summary>
/// <param name="Pipeline">The other project.</param>
/// <param name="Step">Its step.</param>
internal sealed record ReferencedResult(ReferencedPipeline Pipeline, ReferencedStep Step)
{
    /// <summary>The name that references give it: <c>Data/split</c>.</summary>
    public string Name { get; } = $"{Pipeline.Project}/{Step.Name}";
}
