using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Engine.UpToDate;
using Tango.IO;
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
        var warning = Descriptors.ExportedTooLate.Create(new DiagnosticSubject(task.ProjectFile, "one", "ExportItem"), "one", "Compile");
        Record(task, [Outcome("one"), Outcome("two") with { State = StepState.Skipped }], warning);

        Assert.True(task.Execute());

        Assert.Equal("Tango: all 2 steps are up to date.", _engine.Shown);
        Assert.Equal(("TANGO0402", warning.Message), (Assert.Single(_engine.Warnings).Code, _engine.Warnings[0].Message));
        Assert.Equal(["one cached", "two skipped"], task.Results.Select(item => $"{item.ItemSpec} {item.GetMetadata("State")}"));
        Assert.Equal(_directory.PathOf(".tango/one-1"), task.Results[0].GetMetadata("Path"));
        Assert.Empty(task.Exports);
    }

    [Fact]
    public void Exports_are_returned_and_listed_again_if_the_list_is_missing()
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
        List(new(kept, "two", ""), new(stale, "three", ""));
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
        task.Set(nameof(RunOptions.MaxParallelism), "many");

        Assert.False(task.Execute());
        Assert.Equal("TANGO0013", Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("verify", true)]
    [InlineData("Write", false)]
    [InlineData("", false)]
    public void A_build_that_compares_exports_deletes_none_and_the_next_does(string mode, bool isLeft)
    {
        var task = CreateTask();
        task.Set(nameof(PipelineSettings.ExportMode), mode);
        var stale = _directory.Write("gen/three.json", "3");
        List(new ExportedFile(stale, "three", "Content"));
        Record(task, [Outcome("one"), Outcome("two")]);

        Assert.True(task.Execute());

        Assert.Equal(isLeft, File.Exists(stale));
        Assert.Equal(isLeft ? [stale] : [], ExportList.Load(StateDirectory).Files.Select(file => file.Path));
        Assert.Empty(task.ExportedItems);

        task = CreateTask();
        Record(task, [Outcome("one"), Outcome("two")]);
        Assert.True(task.Execute());
        Assert.False(File.Exists(stale));
    }

    [Theory]
    [InlineData("verify", true)]
    [InlineData("", false)]
    public void The_mode_decides_whether_exports_of_removed_steps_are_deleted(string mode, bool isLeft)
    {
        var task = CreateTask();
        task.Set(nameof(PipelineSettings.ExportMode), mode);
        task.Steps = [];
        var stale = _directory.Write("gen/three.json", "3");
        List(new ExportedFile(stale, "three", ""));

        Assert.True(task.Execute());

        Assert.Equal(isLeft, File.Exists(stale));
        Assert.Equal(isLeft, ExportList.Load(StateDirectory).Find(stale) is not null);
    }

    // Frameworks of one project may share what they export: the last one that has it removes it.
    [Theory]
    [InlineData("obj/Debug/netstandard2.0/tango", true)]
    [InlineData("obj/Release/net10.0/tango", false)]
    [InlineData("obj/Debug/net9.0/tango", false)]
    public void What_another_framework_of_the_project_exports_is_left_as_long_as_that_does(string other, bool isLeft)
    {
        var shared = _directory.Write("gen/three.json", "3");
        foreach (var state in (string[])["obj/Debug/net10.0/tango", other])
            new ExportList(ExportList.PathIn(_directory.PathOf(state)), [new ExportedFile(shared, "three", "", UniqueId: "three-1")]).Save();

        foreach (var steps in (int[])[2, 0])
        {
            var task = InFramework("net10.0", "obj/Debug/net10.0/tango", steps);
            Assert.True(task.Execute());

            Assert.Equal(isLeft, File.Exists(shared));
            Assert.Empty(ExportList.Load(_directory.PathOf("obj/Debug/net10.0/tango")).Files);
        }

        Assert.True(InFramework("netstandard2.0", other, steps: 0).Execute());
        Assert.False(File.Exists(shared));
    }

    private RunTangoSteps InFramework(string framework, string state, int steps)
    {
        var task = CreateTask(steps);
        task.Set(nameof(PipelineSettings.StateDirectory), state);
        (task.TargetFramework, task.TargetFrameworks) = (framework, "net10.0; netstandard2.0");
        Directory.CreateDirectory(_directory.PathOf(state));
        UpToDateFile.Write(
            new StateFiles(_directory.PathOf(state)).UpToDate,
            new UpToDateRecord(InputDigest.Compute(task), StampedFiles.None, [], [Outcome("one"), Outcome("two")], []));
        return task;
    }

    [Fact]
    public void What_a_link_leads_to_stays_listed_until_the_link_is_gone()
    {
        if (OperatingSystem.IsWindows())
            return; // Links are for administrators there.

        var source = _directory.Write("src/three.json", "3");
        var stale = _directory.PathOf("gen/three.json");
        File.CreateSymbolicLink(_directory.PathOf("gen"), "src");
        List(new ExportedFile(stale, "three", ""));
        foreach (var steps in (int[])[2, 0])
        {
            var task = CreateTask(steps);
            Record(task, [Outcome("one"), Outcome("two")]);

            Assert.True(task.Execute());

            Assert.Equal("TANGO0409", _engine.Warnings[^1].Code);
            Assert.Equal([stale], task.Exports.Select(item => item.ItemSpec));
            Assert.Empty(task.RemovedExports);
            Assert.True(File.Exists(source));
        }

        File.Delete(_directory.PathOf("gen"));
        _directory.Write("gen/three.json", "3");
        Assert.True(CreateTask(steps: 0).Execute());
        Assert.False(File.Exists(stale));
        Assert.True(File.Exists(source));
    }

    [Fact]
    public void A_way_to_export_that_there_is_not_is_an_error()
    {
        var task = CreateTask();
        task.Set(nameof(PipelineSettings.ExportMode), "Check");

        Assert.False(task.Execute());
        Assert.Equal("TangoExportMode=\"Check\" is not valid: write Write or Verify.", Assert.Single(_engine.Errors).Message);
    }

    [Theory]
    [InlineData(nameof(PipelineSettings.Executor), "cloud", "TangoExecutor")]
    [InlineData(nameof(PipelineSettings.Overrides), "three.Epochs", "TangoSet")]
    [InlineData(nameof(PipelineSettings.CodeFingerprint), "some", "TangoCodeFingerprint")]
    [InlineData(nameof(PipelineSettings.ExportMode), "Check", "TangoExportMode")]
    [InlineData(nameof(PipelineSettings.KeptRuns), "few", "TangoKeepRuns")]
    public void An_error_before_anything_runs_is_in_the_summary_of_the_job(string setting, string value, string property)
    {
        var task = CreateTask();
        task.Set(setting, value);
        task.Set(nameof(PipelineSettings.SummaryFile), "job.md");

        Assert.False(task.Execute());

        Assert.Matches($@"^### Tango: App\n\nNothing ran\.\n\n- \*\*TANGO0[0-9]+\*\* at App.csproj\\?: .*{property}", _directory.Read("job.md"));
    }

    [Theory]
    [InlineData(nameof(PipelineSettings.Executor), "cloud", "TangoExecutor")]
    [InlineData(nameof(PipelineSettings.ExportMode), "Check", "TangoExportMode")]
    public void A_summary_that_cannot_be_written_does_not_hide_the_error_it_is_about(string setting, string value, string property)
    {
        var task = CreateTask();
        task.Set(setting, value);
        task.Set(nameof(PipelineSettings.SummaryFile), "job\0.md");

        Assert.False(task.Execute());

        Assert.Collection(
            _engine.Errors,
            error => Assert.Contains(property, error.Message, StringComparison.Ordinal),
            error => Assert.Contains("TangoSummaryFile", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Training/one", true)]
    [InlineData("one", false)]
    public void Forced_steps_are_something_to_do(string force, bool isUpToDate)
    {
        var task = CreateTask();
        Record(task, [Outcome("one"), Outcome("two")]);
        task.Set(nameof(PipelineSettings.Force), force);

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

    private RunTangoSteps CreateTask(int steps)
    {
        var task = CreateTask();
        task.Steps = task.Steps[..steps];
        return task;
    }

    private RunTangoSteps CreateTask(params (string Name, string Value)[] metadataOfTwo)
    {
        var two = new TaskItem("two");
        foreach (var (name, value) in metadataOfTwo)
            two.SetMetadata(name, value);

        var task = new RunTangoSteps
        {
            BuildEngine = _engine,
            ProjectFile = _directory.PathOf("App.csproj"),
            Code = [TaskRequests.Part("Assembly", "obj/App.dll")],
            TargetAssembly = "bin/App.dll",
            Steps = [new TaskItem("one"), two],
        };
        task.Set(nameof(PipelineSettings.StateDirectory), "obj/tango");
        task.Set(nameof(PipelineSettings.CacheDirectory), ".tango");
        return task;
    }

    private void List(params ExportedFile[] files) => new ExportList(ExportList.PathIn(StateDirectory), files).Save();

    private StepOutcome Outcome(string name) => new(name, name + "-1", StepState.Cached, _directory.PathOf($".tango/{name}-1"), "json");

    private void Record(PipelineTask task, StepOutcome[] steps, params Diagnostic[] warnings)
    {
        Directory.CreateDirectory(StateDirectory);
        UpToDateFile.Write(new StateFiles(StateDirectory).UpToDate, new UpToDateRecord(InputDigest.Compute(task), StampedFiles.None, [], steps, warnings));
    }
}
