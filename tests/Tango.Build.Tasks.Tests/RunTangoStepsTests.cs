using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

/// <summary>A build with nothing to do: what it gives back, and when there may be something to do after all.</summary>
public sealed class RunTangoStepsTests : IDisposable
{
    // Of builds that go on: there is no assembly to read step types from.
    private const string NoAssembly = "TANGO0401";

    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    private string StateDirectory => _directory.PathOf("obj/tango");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_recorded_is_given_back()
    {
        var task = CreateTask();
        var warning = Descriptors.ExportedTooLate.Of(new DiagnosticSubject(task.ProjectFile, "one", "ExportItem"), "one", "Compile");
        Record(task, [Outcome("one"), Outcome("two") with { State = StepState.Skipped }], warning);

        Assert.True(task.Execute());

        Assert.Equal("Tango: all 2 steps are up to date.", _engine.Shown);
        Assert.Equal(("TANGO0402", warning.Message), (Assert.Single(_engine.Warnings).Code, _engine.Warnings[0].Message));
        Assert.Equal(["one cached", "two skipped"], task.Results.Select(item => $"{item.ItemSpec} {item.GetMetadata("State")}"));
        Assert.Equal(_directory.PathOf(".tango/one-1"), task.Results[0].GetMetadata("Path"));
        Assert.Empty(task.Exports);
    }

    [Fact]
    public void Exports_are_given_back_and_listed_again_where_the_list_was_lost()
    {
        var task = CreateTask();
        var path = _directory.Write("bin/one.json", "1");
        Record(task, [Outcome("one") with { ExportedTo = path, ExportedFiles = [path], ExportItem = "Content" }, Outcome("two")]);

        Assert.True(task.Execute());

        Assert.Equal([path], task.Exports.Select(item => item.ItemSpec));
        Assert.Equal(["one.json"], task.ExportedItems.Select(item => item.GetMetadata("Link")));
        Assert.Equal([path], ExportList.Load(StateDirectory).Files.Select(file => file.Path));
    }

    [Fact]
    public void What_earlier_builds_exported_is_given_back_as_long_as_the_step_exports()
    {
        var task = CreateTask(("ExportTo", "bin/two.json"));
        var kept = _directory.Write("bin/two.json", "2");
        var stale = _directory.Write("bin/three.json", "3");
        _directory.Write("obj/tango/exports.txt", $"two\t\t{kept}\t\nthree\t\t{stale}\t\n");
        Record(task, [Outcome("one"), Outcome("two") with { State = StepState.Skipped }]);

        Assert.True(task.Execute());

        Assert.Equal([kept], task.Exports.Select(item => item.ItemSpec));
        Assert.Equal([stale], task.RemovedExports.Select(item => item.ItemSpec));
    }

    [Fact]
    public void A_setting_that_is_not_valid_is_an_error_all_the_same()
    {
        var task = CreateTask();
        Record(task, [Outcome("one"), Outcome("two")]);
        task.MaxParallelism = "many";

        Assert.False(task.Execute());
        Assert.Equal("TANGO0013", Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Training/one", true)]
    [InlineData("one", false)]
    public void Forced_steps_are_something_to_do(string force, bool isUpToDate)
    {
        var task = CreateTask();
        Record(task, [Outcome("one"), Outcome("two")]);
        task.Force = force;

        Assert.Equal(isUpToDate, task.Execute());
        Assert.Equal(isUpToDate ? [] : [NoAssembly], _engine.Errors.Select(error => error.Code));
    }

    [Fact]
    public void Another_argument_is_something_to_do()
    {
        Record(CreateTask(("Value", "1")), [Outcome("one"), Outcome("two")]);

        Assert.False(CreateTask(("Value", "2")).Execute());
        Assert.Equal(NoAssembly, Assert.Single(_engine.Errors).Code);
    }

    private RunTangoSteps CreateTask(params (string Name, string Value)[] metadataOfTwo)
    {
        var two = new TaskItem("two");
        foreach (var (name, value) in metadataOfTwo)
            two.SetMetadata(name, value);

        return new RunTangoSteps
        {
            BuildEngine = _engine,
            ProjectFile = _directory.PathOf("App.csproj"),
            Assembly = "obj/App.dll",
            TargetAssembly = "bin/App.dll",
            StateDirectory = "obj/tango",
            CacheDirectory = ".tango",
            Steps = [new TaskItem("one"), two],
        };
    }

    private StepOutcome Outcome(string name) => new(name, name + "-1", StepState.Cached, _directory.PathOf($".tango/{name}-1"), "json");

    private void Record(PipelineTask task, StepOutcome[] steps, params Diagnostic[] warnings)
    {
        Directory.CreateDirectory(StateDirectory);
        UpToDateFile.Write(new StateFiles(StateDirectory).UpToDate, new UpToDateRecord(InputDigest.Of(task), [], [], steps, warnings));
    }
}
