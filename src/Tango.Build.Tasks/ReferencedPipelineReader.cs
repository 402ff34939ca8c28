using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.Graph.Projects;

namespace Tango.Build.Tasks;

/// <summary>Reads the steps of other projects, which their builds or plans returned.</summary>
internal static class ReferencedPipelineReader
{
    /// <summary>Reads the items that <c>GetTangoPipeline</c> and similar targets returned.</summary>
    /// <param name="items">One item per project, with the text or the path of the file. Their other metadata are those of the ProjectReference.</param>
    /// <param name="projectFile">The file in diagnostics.</param>
    /// <exception cref="TangoException">One cannot be read.</exception>
    public static ImmutableArray<ReferencedPipeline> Read(ITaskItem[] items, string projectFile)
    {
        var pipelines = ImmutableArray.CreateBuilder<ReferencedPipeline>(items.Length);
        foreach (var item in items)
        {
            pipelines.Add(Read(item)
                ?? throw new TangoException(Descriptors.OtherVersionOfPipeline.Create(new DiagnosticSubject(projectFile), ProjectName.From(item.ItemSpec))));
        }

        return pipelines.MoveToImmutable();
    }

    private static ReferencedPipeline? Read(ITaskItem item)
    {
        var text = item.GetMetadata(Names.Metadata.TangoPipeline);
        return text.Length > 0 ? ReferencedPipelineFile.FromText(text) : ReferencedPipelineFile.Read(item.GetMetadata(Names.Metadata.TangoPipelineFile));
    }
}
