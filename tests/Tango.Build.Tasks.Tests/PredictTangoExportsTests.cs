using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.Tasks.Tests;

/// <summary>A project <c>App</c> with its output in <c>bin</c> and its state in <c>obj/tango</c>.</summary>
public sealed class PredictTangoExportsTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("obj/b.txt", "b.txt")]
    [InlineData("bin/sub/b.txt", "sub/b.txt")]
    [InlineData("bin\\sub\\b.txt", "sub/b.txt")]
    [InlineData("data/b.txt", "data/b.txt")]
    [InlineData("../elsewhere/b.txt", "b.txt")]
    public void A_file_is_predicted_with_its_path_before_it_is_exported(string exportTo, string place)
    {
        var item = Assert.Single(Predict(willRun: true, Step(("ExportTo", exportTo), ("ExportItem", "Content"))));

        Assert.Equal(["Content", place.Replace('/', Path.DirectorySeparatorChar), "b"], new[] { "ExportItem", "TargetPath", "TangoStep" }.Select(item.GetMetadata));
    }

    // What the steps make of these is known when they have run.
    [Theory]
    [InlineData("ExportTo", "obj/folder/")]
    [InlineData("ExportTo", "obj/folder")]
    [InlineData("ExportTo", "existing.d")]
    [InlineData("ExportTo", "listed.d")]
    [InlineData("Outputs", "out/*.csv")]
    [InlineData("Outputs", "out/part?.csv")]
    [InlineData("Outputs", "out/")]
    public void A_folder_or_a_pattern_is_not_predicted(string name, string value)
    {
        Directory.CreateDirectory(_directory.PathOf("existing.d"));
        List("listed.d/a.txt");

        Assert.Empty(Predict(willRun: true, Step((name, value), ("ExportItem", "Content"))));
    }

    [Fact]
    public void A_step_that_is_only_run_when_it_is_needed_predicts_what_is_there()
    {
        var step = Step(("ExportTo", "b.txt"), ("ExportItem", "None"), ("OnlyIfNeeded", "True"));
        Assert.Empty(Predict(willRun: true, step));

        _directory.Write("b.txt", "");
        Assert.Single(Predict(willRun: true, step));
    }

    [Fact]
    public void An_export_that_is_no_item_is_not_predicted() => Assert.Empty(Predict(willRun: true, Step(("ExportTo", "b.txt"))));

    [Fact]
    public void A_file_without_extension_is_predicted_if_an_earlier_build_exported_it()
    {
        List("LICENSE");

        Assert.Single(Predict(willRun: true, Step(("ExportTo", "LICENSE"), ("ExportItem", "Content"))));
    }

    [Fact]
    public void Outputs_of_commands_are_predicted_one_by_one() => Assert.Equal(
        ["a.csv", "b.csv"],
        Predict(willRun: true, Step(("Outputs", "out/a.csv; out/b.csv;out/more/"), ("ExportItem", "Content"))).Select(item => Path.GetFileName(item.ItemSpec)));

    [Fact]
    public void Where_no_step_runs_it_is_what_the_last_build_exported_and_is_still_there()
    {
        List("there.txt", "gone.txt");
        _directory.Write("there.txt", "");

        var item = Assert.Single(Predict(willRun: false, Step(("ExportTo", "other.txt"), ("ExportItem", "Content"))));

        Assert.Equal("there.txt", item.GetMetadata("Link"));
    }

    private static TaskItem Step(params (string Name, string Value)[] metadata)
    {
        var step = new TaskItem("b");
        foreach (var (name, value) in metadata)
            step.SetMetadata(name, value);

        return step;
    }

    private void List(params string[] files) =>
        new ExportList(ExportList.PathIn(_directory.PathOf("obj/tango")), [.. files.Select(file => new ExportedFile(_directory.PathOf(file), "b", "Content"))]).Save();

    private ITaskItem[] Predict(bool willRun, TaskItem step)
    {
        var task = new PredictTangoExports
        {
            BuildEngine = new RecordingEngine(),
            ProjectFile = _directory.PathOf("App.csproj"),
            StateDirectory = "obj/tango/",
            TargetAssembly = "bin/App.dll",
            Steps = [step],
            StepsWillRun = willRun,
        };
        Assert.True(task.Execute());
        return task.Predicted;
    }
}
