using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.Graph;

namespace Tango.Build.Tasks;

/// <summary>Reads what the builds or plans of other projects tell of their steps.</summary>
internal static class ReferencedPipelineReader
{
    /// <summary>Reads the items that <c>GetTangoPipeline</c> and its like gave.</summary>
    /// <param name="items">An item a project, with the text or the file that holds it. What else they carry is the ProjectReference's.</param>
    /// <param name="projectFile">The file to name in diagnostics.</param>
    /// <exception cref="TangoException">One cannot be read.</exception>
    public static ImmutableArray<ReferencedPipeline> Read(ITaskItem[] items, string projectFile)
    {
        var pipelines = ImmutableArray.CreateBuilder<ReferencedPipeline>(items.Length);
        foreach (var item in items)
        {
            pipelines.Add(ReferencedPipeline.Parse(TextOf(item))
                ?? throw new TangoException(Descriptors.OtherVersionOfPipeline.Of(new DiagnosticSubject(projectFile), ProjectName.Of(item.ItemSpec))));
        }

        return pipelines.MoveToImmutable();
    }

    private static string TextOf(ITaskItem item)
    {
        var text = item.GetMetadata(Names.Metadata.TangoPipeline);
        return text.Length > 0 ? text : File.ReadAllText(item.GetMetadata(Names.Metadata.TangoPipelineFile));
    }
}
