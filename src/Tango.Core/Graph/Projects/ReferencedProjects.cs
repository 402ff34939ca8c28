using System.Collections.Immutable;

namespace Tango.Graph.Projects;

/// <summary>The projects whose steps may be in references.</summary>
internal sealed class ReferencedProjects
{
    private readonly ImmutableArray<ReferencedPipeline> _pipelines;

    /// <param name="names">The names of all referenced projects, with a pipeline or without.</param>
    /// <param name="pipelines">The pipelines of those that references name.</param>
    public ReferencedProjects(ImmutableArray<string> names, ImmutableArray<ReferencedPipeline> pipelines)
    {
        Names = [.. names.Concat(pipelines.Select(pipeline => pipeline.Project)).Distinct(StringComparer.OrdinalIgnoreCase)];
        _pipelines = pipelines;
    }

    /// <summary>No project.</summary>
    public static ReferencedProjects None { get; } = new([], []);

    /// <summary>The names of all referenced projects.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether a project with this name is referenced.</summary>
    public bool Contains(string project) => Names.Contains(project, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pipelines of projects with a name: none if it declares no steps, several if the name is ambiguous.</summary>
    public IReadOnlyList<ReferencedPipeline> Find(string project) => [.. _pipelines
        .Where(pipeline => pipeline.Project.Equals(project, StringComparison.OrdinalIgnoreCase))
        .DistinctBy(pipeline => pipeline.ProjectFile, StringComparer.Ordinal)];
}
