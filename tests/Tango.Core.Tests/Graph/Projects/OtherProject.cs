using System.Collections.Immutable;
using Tango.Core.Tests.Execution;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Projects;

namespace Tango.Core.Tests.Graph.Projects;

/// <summary>A project <c>Data</c> that others refer to, as its build tells of it.</summary>
internal sealed class OtherProject
{
    private readonly List<ReferencedStep> _steps = [];

    public string File { get; init; } = "/repo/Data/Data.csproj";

    public ReferencedPipeline Pipeline => new(File, "/repo/.tango/cache", [.. _steps]);

    public OtherProject With<T>(string name, Func<ReferencedStep, ReferencedStep>? change = null)
    {
        var type = Assert.Single(TestStepTypes.Catalog.Find(typeof(T).FullName!));
        var step = new ReferencedStep(name, $"{type.ClassName}-1-{name}", "json.zst", type.AssemblyName, type.FullName) { File = File, IsFindable = true };
        _steps.Add(change is null ? step : change(step));
        return this;
    }

    /// <summary>The graph of a project that refers to some projects.</summary>
    public static StepGraph Graph(Project project, params ImmutableArray<ReferencedPipeline> pipelines) =>
        new GraphBuilder(TestStepTypes.Catalog, project.Folder) { ProjectReferences = ["Data", "Library"], ReferencedPipelines = pipelines }.Build(project.Declarations);

    /// <summary>What is wrong with the declarations of such a project.</summary>
    public static Diagnostic Mistake(Project project, params ImmutableArray<ReferencedPipeline> pipelines) =>
        Assert.Single(Assert.Throws<TangoException>(() => Graph(project, pipelines)).Diagnostics);
}
