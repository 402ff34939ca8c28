using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>The projects whose steps references may name.</summary>
internal sealed class ReferencedProjects
{
    private readonly ImmutableArray<ReferencedPipeline> _pipelines;

    /// <param name="names">The names of all projects referred to, with a pipeline or without.</param>
    /// <param name="pipelines">The pipelines of those that are named by a reference.</param>
    public ReferencedProjects(ImmutableArray<string> names, ImmutableArray<ReferencedPipeline> pipelines)
    {
        Names = [.. names.Concat(pipelines.Select(pipeline => pipeline.Project)).Distinct(StringComparer.OrdinalIgnoreCase)];
        _pipelines = pipelines;
    }

    /// <summary>No project.</summary>
    public static ReferencedProjects None { get; } = new([], []);

    /// <summary>The names of all projects referred to.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether a project of this name is referred to.</summary>
    public bool Contains(string project) => Names.Contains(project, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pipelines of a project's name: none when it declares no steps, several when the name is ambiguous.</summary>
    public IReadOnlyList<ReferencedPipeline> Find(string project) => [.. _pipelines
        .Where(pipeline => pipeline.Project.Equals(project, StringComparison.OrdinalIgnoreCase))
        .DistinctBy(pipeline => pipeline.ProjectFile, StringComparer.Ordinal)];
}
