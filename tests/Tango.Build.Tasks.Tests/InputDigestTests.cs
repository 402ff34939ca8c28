using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph;

namespace Tango.Build.Tasks.Tests;

/// <summary>What a build with nothing to do notices of what it is given: everything that decides about results, their places or what is said of them.</summary>
public sealed class InputDigestTests
{
    [Fact]
    public void The_same_inputs_have_the_same_digest() => Assert.Equal(Digest(_ => { }), Digest(_ => { }));

    [Fact]
    public void Each_input_that_decides_about_results_is_found()
    {
        Action<PipelineTask>[] changes =
        [
            _ => { },
            task => task.ProjectFile = Path.GetFullPath("/repo/App/Other.csproj"),
            task => task.CacheDirectory = "../.other/cache",
            task => task.Assembly = "obj/Other.dll",
            task => task.References = [Item("/lib/a.dll")],
            task => task.References = [Item("/lib/b.dll"), Item("/lib/a.dll")],
            task => task.Dependencies = [Item("/lib/c.dll")],
            task => task.RunsBeforeCompile = true,
            task => task.Mode = "CacheOnly",
            task => task.CodeFingerprint = "none",
            task => task.Select = "one",
            task => task.Select = "App/two",
            task => task.Force = "one",
            task => task.Force = "two",
            task => task.Overrides = "one.Value=2",
            task => task.Overrides = "one.Value=2;two.Value=2",
            task => task.Overrides = "no override at all",
            task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Ready)],
            task => task.ReferencedPipelines = [Told("A-2", ReferencedState.Ready)],
            task => task.Steps = [],
            task => task.Steps = [Item("one", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("three", ("Value", "1"))],
            task => task.Steps = [Item("two", ("Value", "1")), Item("one", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "2"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Values", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1"), ("More", ""))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1 "))],
            task => task.Steps = [Item("one", ("Value", "1;2")), Item("two", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1%3B2")), Item("two", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "/repo/Steps.props")],
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "/repo/More.props")],
        ];

        var digests = changes.Select(Digest).ToArray();

        Assert.Equal(digests, digests.Distinct());
    }

    [Fact]
    public void What_decides_about_no_result_is_of_no_account() => Assert.All(
        (Action<PipelineTask>[])
        [
            task => task.MaxParallelism = "7",
            task => task.Gpus = "2",
            task => task.KeepGoing = false,
            task => task.CheckInputs = true,
            task => task.Executor = "local",
            task => task.RunsDirectory = "runs",
            task => task.ProbingPaths = ["/packages"],
            task => task.ProjectReferences = [Item("../Data/Data.csproj")],
            task => task.Force = "Training/one",
            task => task.Overrides = " ",
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "")],
        ],
        change => Assert.Equal(Digest(_ => { }), Digest(change)));

    [Fact]
    public void What_is_meant_for_another_project_is_of_no_account()
    {
        Assert.Equal(Digest(task => task.Overrides = "one.Value=2"), Digest(task => task.Overrides = "Training/one.Value=3;one.Value=2"));
        Assert.Equal(Digest(task => task.Select = "one"), Digest(task => task.Select = "one;Training/two"));
    }

    // MSBuild keeps metadata in a hash table, and what hashes are is another thing in every process.
    [Fact]
    public void The_order_of_metadata_is_of_no_account()
    {
        (string, string)[] metadata = [.. Enumerable.Range(0, 40).Select(index => ($"Name{index % 7}_{index}", $"{index}"))];

        Assert.Equal(Digest(task => task.Steps = [Item("one", metadata)]), Digest(task => task.Steps = [Item("one", [.. metadata.Reverse()])]));
        Assert.Equal(Digest(task => task.Steps = [new ItemOfFile(Item("one", metadata), "")]), Digest(task => task.Steps = [new ItemOfFile(Item("one", metadata), "", isReversed: true)]));
    }

    [Fact]
    public void A_path_is_the_same_whether_its_folder_exists_or_not()
    {
        var first = Digest(task => task.Steps = [Item("one", ("ExportTo", "bin\\Debug/report.json"), ("Pattern", "\\d"))]);

        Assert.Equal(!OperatingSystem.IsWindows(), first == Digest(task => task.Steps = [Item("one", ("ExportTo", "bin/Debug/report.json"), ("Pattern", "\\d"))]));
        Assert.NotEqual(first, Digest(task => task.Steps = [Item("one", ("ExportTo", "bin\\Debug/report.json"), ("Pattern", "/d"))]));
    }

    [Fact]
    public void That_a_step_of_another_project_ran_and_that_it_was_cached_is_the_same() =>
        Assert.Equal(Digest(task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Ready)]), Digest(task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Planned)]));

    [Fact]
    public void Before_the_project_is_compiled_a_project_that_becomes_a_source_of_steps_is_found()
    {
        using var directory = TestDirectory.Create();
        var steps = directory.PathOf("Steps.dll");
        string DigestOf(params ITaskItem[] references) => Digest(task => (task.RunsBeforeCompile, task.StepProjects, task.References) = (true, [Item(steps)], references));
        var before = DigestOf();

        directory.Write("Steps.deps.json", "{}");

        Assert.NotEqual(before, DigestOf());
        Assert.NotEqual(DigestOf(Item("/lib/a.dll")), DigestOf(Item("/lib/a.dll", ("ReferenceSourceTarget", "ProjectReference"))));
    }

    private static string Digest(Action<PipelineTask> change)
    {
        var task = new PlanTangoSteps
        {
            ProjectFile = Path.GetFullPath("/repo/App/App.csproj"),
            CacheDirectory = "../.tango/cache",
            Assembly = "obj/App.dll",
            References = [Item("/lib/a.dll"), Item("/lib/b.dll")],
            Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1"))],
        };
        change(task);
        return Convert.ToHexString(InputDigest.Of(task));
    }

    private static TaskItem Item(string spec, params (string Name, string Escaped)[] metadata)
    {
        var item = new TaskItem(spec);
        foreach (var (name, escaped) in metadata)
            item.SetMetadata(name, escaped);

        return item;
    }

    private static TaskItem Told(string uniqueId, ReferencedState state)
    {
        var pipeline = new ReferencedPipeline("/repo/Data/Data.csproj", "/cache", [new ReferencedStep("split", uniqueId, "json", "Data", "Split") { State = state }]);
        return Item(pipeline.ProjectFile, ("TangoPipeline", Escaping.Escape(pipeline.ToText())));
    }
}
