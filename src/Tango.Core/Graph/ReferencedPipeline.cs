using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>The steps of another project, as that project's own pipeline left or planned them.</summary>
/// <param name="ProjectFile">The full path of the project's file.</param>
/// <param name="CacheDirectory">The full path of the cache that holds their results; need not be this project's.</param>
/// <param name="Steps">Its declared steps, in their order.</param>
internal sealed record ReferencedPipeline(string ProjectFile, string CacheDirectory, ImmutableArray<ReferencedStep> Steps)
{
    /// <summary>The project's name, as references write it: that of its file without the extension.</summary>
    public string Project { get; } = Path.GetFileNameWithoutExtension(ProjectFile);

    /// <summary>Finds a step by name, without regard to case.</summary>
    /// <param name="name">The name.</param>
    public ReferencedStep? Find(string name)
    {
        foreach (var step in Steps)
        {
            if (step.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The pipeline as text, for <see cref="Parse"/>: what one project's build hands to another's.</summary>
    public string ToText() => ReferencedPipelineText.Write(this);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when the text is of another version, or not whole.</returns>
    public static ReferencedPipeline? Parse(string text) => ReferencedPipelineText.Read(text);
}
