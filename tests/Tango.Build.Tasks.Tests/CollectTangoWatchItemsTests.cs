using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

public sealed class CollectTangoWatchItemsTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.CreateWithAwkwardName();

    public CollectTangoWatchItemsTests()
    {
        foreach (var file in (string[])["data/a.csv", "data/b.csv", "data/100%.txt", "fit.py", "out/a.csv", "bin/made.csv", "obj/tango/x"])
            _directory.Write(file, "");
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("data/a.csv", "data/a.csv")]
    [InlineData("data\\a.csv", "data/a.csv")]
    [InlineData(" fit.py ; ref:rows; data/*.csv", "data/a.csv", "data/b.csv", "fit.py")]
    [InlineData("""{ "Files": ["data/b.csv"], "Inner": { "type": "ReadCsv", "path": "data/a.csv" } }""", "data/a.csv", "data/b.csv")]
    [InlineData("data/100%25.txt", "data/100%.txt")]
    [InlineData("data/%2A.csv", "data/a.csv", "data/b.csv")]
    [InlineData("**/a.csv", "data/a.csv", "out/a.csv")]
    [InlineData("bin/made.csv")]
    [InlineData("data/missing.csv")]
    [InlineData("data")]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("{ no JSON, data/a.csv")]
    [InlineData("/**/a.csv")]
    public void Files_that_an_argument_names_are_watched(string value, params string[] files)
    {
        var task = TaskFor(("Type", "Anything"), ("Argument", value));

        Assert.True(task.Execute());
        Assert.Equal(files.Select(_directory.PathOf), task.Files.Select(file => file.ItemSpec));
    }

    [Fact]
    public void Settings_and_what_commands_write_are_not()
    {
        var task = TaskFor(("Type", "Command"), ("Run", "python3 fit.py"), ("Inputs", "fit.py"), ("Outputs", "out/a.csv"), ("ExportTo", "data/a.csv"));

        Assert.True(task.Execute());
        Assert.Equal([_directory.PathOf("fit.py")], task.Files.Select(file => file.ItemSpec));
    }

    [Fact]
    public void What_builds_have_exported_is_not()
    {
        ExportList.Load(_directory.PathOf("obj/tango"))
            .After(_directory.Path, () => [Declared.Step("rows")], [new StepOutcome("rows", "Rows-1", Runs.StepState.Ran, "", "text") { ExportedFiles = [_directory.PathOf("data/a.csv")] }])
            .Save();
        var task = TaskFor(("Type", "Anything"), ("Argument", "data/*.csv"));

        Assert.True(task.Execute());
        Assert.Equal([_directory.PathOf("data/b.csv")], task.Files.Select(file => file.ItemSpec));
        Assert.Equal([_directory.PathOf("data/a.csv")], task.Exports.Select(file => file.ItemSpec));
    }

    [Theory]
    [InlineData("step.Argument=data/b.csv", "data/b.csv")]
    [InlineData("other.Argument=data/b.csv", "data/a.csv")]
    public void Overridden_arguments_count_and_their_errors_are_left_to_the_build(string overrides, string file)
    {
        var task = TaskFor(("Type", "Anything"), ("Argument", "data/a.csv"));
        task.Overrides = overrides;

        Assert.True(task.Execute());
        Assert.Equal([_directory.PathOf(file)], task.Files.Select(item => item.ItemSpec));
    }

    private CollectTangoWatchItems TaskFor(params (string Name, string Value)[] metadata)
    {
        ITaskItem2 step = new TaskItem("step");
        foreach (var (name, value) in metadata)
            step.SetMetadata(name, value);

        return new CollectTangoWatchItems
        {
            BuildEngine = new RecordingEngine(),
            ProjectFile = _directory.PathOf("App.csproj"),
            Steps = [step],
            StateDirectory = "obj/tango",
            OutputDirectories = ["bin\\", "obj/"],
        };
    }
}
