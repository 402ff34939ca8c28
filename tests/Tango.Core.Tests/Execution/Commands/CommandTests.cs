using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

public sealed class CommandTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [ShFact]
    public async Task Writes_a_file_that_is_its_result_and_stays_in_the_project()
    {
        _project.Write("in/a.txt", "a");
        _project.DeclareCommand("copy", "cat in/a.txt in/a.txt > out/b.txt", "Inputs=in/a.txt", "Outputs=out/b.txt");

        await _project.RunAsync();

        var file = await _project.ResultAsync<OutputFile>("copy");
        Assert.Equal(("b.txt", "aa"), (file!.Name, File.ReadAllText(file.Path)));
        Assert.StartsWith(_project.Cache.DirectoryPath, file.Path, StringComparison.Ordinal);
        Assert.Equal("aa", File.ReadAllText(_project.PathOf("out/b.txt")));
    }

    [ShFact]
    public async Task Of_several_outputs_gives_a_directory_with_their_paths_in_the_project()
    {
        _project.DeclareCommand(
            "make",
            "mkdir -p out/deep && echo 1 > out/deep/one && echo 2 > two.txt && echo 3 > three.csv && echo 4 > four.log",
            "Outputs=out/;two.txt;*.csv");

        await _project.RunAsync();

        var directory = await _project.ResultAsync<OutputDirectory>("make");
        Assert.Equal(["out/deep/one", "three.csv", "two.txt"], directory!.Files().Select(file => Path.GetRelativePath(directory.Path, file)));
    }

    [ShFact]
    public async Task Without_outputs_gives_what_it_printed()
    {
        _project.DeclareCommand("tell", "echo one; echo lost >&2; echo; echo 'zwei €'").Declare<Writes>("told", "Text=ref:tell");

        var events = await _project.RunAsync();

        Assert.Equal("one\n\nzwei €", await _project.ResultAsync<string>("tell"));
        Assert.Equal("one\n\nzwei €", await _project.ResultAsync<string>("told"));
        Assert.Contains(new RunEvent.StepLogged { Step = "tell", Level = StepLogLevel.Info, Text = "lost" }, events.All);
        Assert.Contains("lost", File.ReadAllText(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("tell")), "log.txt")), StringComparison.Ordinal);
    }

    [ShFact]
    public async Task Is_given_results_of_other_steps_as_files()
    {
        _project
            .Declare<Writes>("text", "Text=plain € text")
            .Declare<Constant>("number", "Value=7")
            .Declare<SplitLast>("split", "Numbers=[1,2,3]")
            .Declare<Streams>("stream", "Count=3")
            .Declare<WritesManyFiles>("many", "Count=2")
            .DeclareCommand("first", "echo first > first.txt", "Outputs=first.txt")
            .DeclareCommand(
                "all",
                "cat {text} {number} {split} \"{split.Train}\" {stream} '{first}'; ls {many} | sort | head -1; cat \"$TANGO_INPUT_FIRST\" \"$TANGO_INPUT_SPLIT_TRAIN\"; basename {split.Train}",
                "Inputs=ref:text;ref:number;ref:split;ref:split.Train;ref:stream;ref:many;ref:first");

        await _project.RunAsync();

        var printed = await _project.ResultAsync<string>("all");
        Assert.StartsWith("plain € text7{\"Train\":[1,2],", printed, StringComparison.Ordinal);
        Assert.Contains("}[1,2]1\n2\n3\nfirst\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("first\n[1,2]split.Train.json", printed, StringComparison.Ordinal);
    }

    [ShFact]
    public async Task Gives_its_files_to_steps_that_read_files()
    {
        _project
            .DeclareCommand("one", "echo 1 > one.txt", "Outputs=one.txt")
            .DeclareCommand("two", "mkdir -p out/sub && echo 2 > out/two.txt && echo 3 > out/sub/three.txt", "Outputs=out/two.txt;out/sub/three.txt")
            .DeclareCommand("tree", "echo 4 > tree/four.txt", "Outputs=tree/")
            .Declare<ReadsText>("a", "Path=ref:one")
            .Declare<ReadsText>("b", "Path=ref:two[out/sub/three.txt]")
            .Declare<ReadsText>("c", "Path=ref:tree[tree/four.txt]")
            .DeclareCommand("d", "cat {two[out/two.txt]} {tree[tree]}/four.txt \"$TANGO_INPUT_TWO_OUT_TWO_TXT\"", "Inputs=ref:two[out/two.txt];ref:tree[tree]");

        await _project.RunAsync();

        Assert.Equal("1\n", await _project.ResultAsync<string>("a"));
        Assert.Equal("3\n", await _project.ResultAsync<string>("b"));
        Assert.Equal("4\n", await _project.ResultAsync<string>("c"));
        Assert.Equal("2\n4\n2", await _project.ResultAsync<string>("d"));
    }

    [ShFact]
    public async Task Runs_in_the_project_or_in_its_working_directory_and_knows_where_things_are()
    {
        _project.Write("tools/here.txt", "here");
        _project
            .DeclareCommand("project", "pwd; echo $GREETING $TANGO_PROJECT; touch \"$TANGO_WORK/file\"; cat", "Environment=GREETING=hello;OTHER=x y")
            .DeclareCommand("below", "cat here.txt > ../out.txt; echo \"$OTHER\"", "WorkingDirectory=tools", "Inputs=tools/*.txt", "Outputs=out.txt");

        await _project.RunAsync();

        Assert.Equal($"{_project.Folder}\nhello {_project.Folder}", await _project.ResultAsync<string>("project"));
        Assert.Equal("here", File.ReadAllText((await _project.ResultAsync<OutputFile>("below"))!.Path));
    }

    [ShFact]
    public async Task That_is_not_cached_runs_every_time()
    {
        _project.DeclareCommand("log", "echo x >> runs.log; cp runs.log out.txt", "Outputs=out.txt", "CacheResults=false");

        await _project.RunAsync();
        _project.Declare<ReadsText>("read", "Path=ref:log");
        var events = await _project.RunAsync();

        Assert.Equal(["log", "read"], events.Completed);
        Assert.Equal("x\nx\n", File.ReadAllText(_project.PathOf("out.txt")));
    }

    [ShFact]
    public async Task Does_not_pass_off_what_was_there_before_as_written()
    {
        _project.Write("out/old.txt", "old");
        _project.Write("out/changed.txt", "before");
        _project.DeclareCommand("make", "echo new > out/new.txt; echo changed > out/changed.txt", "Outputs=out/");

        var events = await _project.RunAsync();

        var directory = await _project.ResultAsync<OutputDirectory>("make");
        Assert.Equal(["changed.txt", "new.txt"], directory!.Files().Select(Path.GetFileName));
        Assert.Equal("old", File.ReadAllText(_project.PathOf("out/old.txt")));
        Assert.Contains(events.Of<RunEvent.StepLogged>(), logged => logged.Level == StepLogLevel.Warning && logged.Text.Contains("out/old.txt", StringComparison.Ordinal));
    }

    [ShTheory]
    [InlineData("out/a.txt", "out")]
    [InlineData("out/deep/", "out/deep")]
    [InlineData("out/*.csv", "out")]
    [InlineData("a/b/*.csv", "a/b")]
    [InlineData("out/**/x.csv", "out")]
    [InlineData("out/a?c/x.csv", "out")]
    [InlineData("a/*/b/x.csv", "a")]
    [InlineData("*/x", null)]
    [InlineData("*.csv", null)]
    [InlineData("**/*", null)]
    public async Task Finds_the_folders_of_its_outputs_made(string output, string? folder)
    {
        _project.DeclareCommand("look", "find . -mindepth 1 -type d | sort > found.log; exit 1", "Outputs=" + output);

        await _project.RunAsync();

        var found = File.ReadAllLines(_project.PathOf("found.log"));
        Assert.Equal(folder is null ? [] : (string[])["./" + folder], found.Where(path => !found.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal))));
    }
}
