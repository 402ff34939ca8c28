using System.Collections.Immutable;

namespace Tango.Graph.Projects;

/// <summary>The steps of another project, as its own pipeline recorded or planned them.</summary>
/// <param name="ProjectFile">The full path of the project's file.</param>
/// <param name="CacheDirectory">The full path of the cache with their results; it may differ from this project's.</param>
/// <param name="Steps">Its declared steps, in declaration order.</param>
internal sealed record ReferencedPipeline(string ProjectFile, string CacheDirectory, ImmutableArray<ReferencedStep> Steps)
{
    /// <summary>The project's name in references: that of its file without the extension.</summary>
    public string Project { get; } = Path.GetFileNameWithoutExtension(ProjectFile);

    /// <summary>Finds a step by name, ignoring case.</summary>
    public ReferencedStep? Find(string name)
    {
        foreach (var step in Steps)
        {
            if (step.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return step;
        }

        return null;
    }
}
