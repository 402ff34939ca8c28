using Tango.Core.Tests.Execution;
using Tango.Engine;
using Tango.Execution.Commands;
using Tango.Execution.Running;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Outputs;

[Trait("Speed", "Slow")]
public sealed class ProjectOutputsTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [ShFact]
    public async Task Deleted_and_changed_outputs_are_restored_and_others_are_not_touched()
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.txt; echo 2 > out/b.txt; echo 3 > out/c.txt", "Outputs=out/a.txt;out/b.txt;out/c.txt");
        var (first, _) = await _project.BuildAsync();
        Assert.Equal(["out/a.txt", "out/b.txt", "out/c.txt"], first.Steps[0].OutputFiles.Select(Relative));
        Assert.True(_project.IsConfirmed());
        var untouched = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_project.PathOf("out/c.txt"), untouched);

        File.Delete(_project.PathOf("out/a.txt"));
        File.WriteAllText(_project.PathOf("out/b.txt"), "edited");
        Assert.False(_project.IsConfirmed());
        var (second, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        Assert.Equal(StepState.Cached, second.Steps[0].State);
        Assert.Equal(("1\n", "2\n"), (File.ReadAllText(_project.PathOf("out/a.txt")), File.ReadAllText(_project.PathOf("out/b.txt"))));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(_project.PathOf("out/c.txt")));
        Assert.True(_project.IsConfirmed());
        Assert.Equal(first.Steps[0].OutputFiles, (await _project.BuildAsync()).Result.Steps[0].OutputFiles);
    }

    [ShFact]
    public async Task Going_back_to_an_earlier_input_brings_its_outputs_back()
    {
        _project.Write("in.txt", "one");
        _project.DeclareCommand("gen", "cp in.txt out.txt", "Inputs=in.txt", "Outputs=out.txt");
        await _project.BuildAsync();
        _project.Write("in.txt", "two!");
        await _project.BuildAsync();
        Assert.Equal("two!", File.ReadAllText(_project.PathOf("out.txt")));

        _project.Write("in.txt", "one");
        var (_, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        Assert.Equal("one", File.ReadAllText(_project.PathOf("out.txt")));
    }

    [ShFact]
    public async Task New_files_after_a_killed_build_are_moved_away_and_reported()
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.txt", "Outputs=out/");
        await _project.BuildAsync();
        var record = StepDirectories.AttemptRecordOf(new StateFiles(_project.StateDirectory).Scratch, "gen");
        new AttemptOutputsRecord(hasEnded: false, ["out/"], new Dictionary<string, FileStamp>()).Write(record);
        _project.Write("out/new.txt", "theirs");
        File.Delete(_project.UpToDateFile);

        var (result, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        var warning = Assert.Single(result.Diagnostics);
        var folder = Path.Combine(Path.GetDirectoryName(record)!, ".killed");
        Assert.Equal("TANGO0206", warning.Code);
        Assert.Contains($"'{folder}'", warning.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(Path.Combine(folder, "out", "new.txt")));
        Assert.Equal(["a.txt"], Directory.EnumerateFiles(_project.PathOf("out")).Select(Path.GetFileName));
    }

    [ShFact]
    public async Task Outputs_of_cached_commands_are_there_before_others_run()
    {
        _project.DeclareCommand("gen", "echo 1 > out.txt", "Outputs=out.txt");
        await _project.BuildAsync();
        File.Delete(_project.PathOf("out.txt"));

        _project.DeclareCommand("use", "cat out.txt", "Inputs=ref:gen");
        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["use"], events.Completed);
        Assert.Equal("1", await _project.ResultAsync<string>("use"));
    }

    [ShFact]
    public async Task Missing_entries_are_computed_again()
    {
        _project.DeclareCommand("gen", "echo 1 > out.txt", "Outputs=out.txt").DeclareCommand("other", "echo 2");
        await _project.BuildAsync();
        Caching.Entry.Overwrite(Path.Combine(_project.EntryOf("gen"), "result", "out.txt"), "damaged");
        File.Delete(_project.PathOf("out.txt"));

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["gen"], events.Completed);
        Assert.Equal("1\n", File.ReadAllText(_project.PathOf("out.txt")));
    }

    [ShTheory]
    [InlineData("out/")]
    [InlineData("out/*")]
    public async Task Every_build_warns_of_a_file_that_is_not_part_of_the_result(string outputs)
    {
        var theirs = _project.Write("out/theirs.txt", "theirs");
        _project.DeclareCommand("gen", "echo 1 > out/a.txt", "Outputs=" + outputs);

        var (ran, events) = await _project.BuildAsync();
        Assert.Contains("out/theirs.txt", Assert.Single(events.Of<RunEvent.StepLogged>()).Text, StringComparison.Ordinal);
        Assert.Empty(ran.Diagnostics);
        var confirmed = EngineBuild.Confirm(_project.Request);
        Assert.Contains("'out/theirs.txt'", Assert.Single(confirmed!.Diagnostics).Message, StringComparison.Ordinal);

        File.Delete(_project.UpToDateFile);
        var (cached, none) = await _project.BuildAsync();
        Assert.Empty(none.All);
        Assert.Equal(confirmed.Diagnostics[0], Assert.Single(cached.Diagnostics));

        File.Delete(theirs);
        Assert.False(_project.IsConfirmed());
        Assert.Empty((await _project.BuildAsync()).Result.Diagnostics);
        Assert.Empty(EngineBuild.Confirm(_project.Request)!.Diagnostics);
    }

    [ShFact]
    public async Task A_file_that_another_step_exports_there_is_not_warned_of()
    {
        _project
            .DeclareCommand("gen", "echo 1 > out/a.txt", "Outputs=out/")
            .DeclareCommand("list", "echo a.txt", "Inputs=ref:gen", "ExportTo=out/list.txt");
        await _project.BuildAsync();
        File.Delete(_project.UpToDateFile);

        Assert.Empty((await _project.BuildAsync()).Result.Diagnostics);
    }

    [ShFact]
    public async Task Files_of_a_failed_attempt_are_removed_even_if_the_result_is_cached()
    {
        _project.Write("in.txt", "good");
        _project.DeclareCommand("gen", "cat in.txt > out/a.txt; grep -q good in.txt || { touch out/junk; exit 1; }", "Inputs=in.txt", "Outputs=out/");
        await _project.BuildAsync();
        _project.Write("in.txt", "bad!");
        await EngineBuild.RunAsync(_project.Request, new RecordedEvents());
        Assert.True(File.Exists(_project.PathOf("out/junk")));

        _project.Write("in.txt", "good");
        var (result, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        Assert.Empty(result.Diagnostics);
        Assert.Equal("good", File.ReadAllText(_project.PathOf("out/a.txt")));
        Assert.False(File.Exists(_project.PathOf("out/junk")));
    }

    [ShFact]
    public async Task Files_of_an_earlier_build_are_not_there_for_the_next_run_of_a_pattern()
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.csv; echo 2 > out/b.csv", "Outputs=out/*.csv");
        _project.Write("out/mine.csv", "mine");
        await _project.BuildAsync();

        // Writes only what is missing, as tools that keep their own books do.
        _project.DeclareAnew().DeclareCommand("gen", "test -e out/a.csv || echo 3 > out/a.csv", "Outputs=out/*.csv");
        var (result, _) = await _project.BuildAsync();

        Assert.Equal(["out/a.csv"], result.Steps[0].OutputFiles.Select(Relative));
        Assert.Equal(["a.csv", "mine.csv"], Directory.GetFiles(_project.PathOf("out")).Select(Path.GetFileName).Order());
    }

    [ShFact]
    public async Task Two_patterns_that_match_one_file_are_an_error()
    {
        _project
            .DeclareCommand("one", "echo 1 > ab.txt", "Outputs=a*.txt")
            .DeclareCommand("two", "echo 2 > ab.txt", "Outputs=*b.txt", "DependsOn=one");

        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { Code: "TANGO0501", Subject.Step: "two" });
    }

    [ShFact]
    public async Task The_path_of_the_project_and_the_names_of_inputs_do_not_matter()
    {
        _project.Write("data/a.txt", "a");
        _project.Write("data/b.txt", "b");
        _project.DeclareCommand("gen", "cat data/*.txt > out.txt", "Inputs=data/*.txt", "Outputs=out.txt", "Environment=A=1;B=2");
        using var other = new EngineProject();
        other.Write("data/a.txt", "a");
        other.Write("data/b.txt", "b");
        other.DeclareCommand("other name", "cat data/*.txt > out.txt", "Inputs=data/b.txt;data/a.txt;data/a.*", "Outputs=./out.txt", "Environment=B=2;A=1", "WorkingDirectory=.", "Timeout=01:00:00");

        var (one, _) = await _project.BuildAsync();
        var (two, _) = await other.BuildAsync();

        Assert.StartsWith("Command-1-", one.Steps[0].UniqueId, StringComparison.Ordinal);
        Assert.Equal(one.Steps[0].UniqueId, two.Steps[0].UniqueId);
    }

    [ShTheory]
    [InlineData("Run=cat data/*.txt > out.txt; true", "Run: ")]
    [InlineData("Environment=A=1", "Environment: ")]
    [InlineData("WorkingDirectory=data/..", "WorkingDirectory: ")]
    [InlineData("Outputs=out.txt;log.txt", "Outputs: ")]
    [InlineData("Inputs=ref:before", "before changed")]
    [InlineData("", "data/a.txt changed")]
    public async Task A_changed_declaration_or_input_runs_it_again(string change, string reason)
    {
        _project.Write("data/a.txt", "a");
        string[] before = ["Inputs=data/*.txt;ref:before", "Outputs=out.txt"];
        _project.DeclareCommand("before", "echo 1").Declare("gen", [.. before, "Run=cat data/*.txt > out.txt; cp out.txt log.txt"]);
        await _project.BuildAsync();

        var name = change.Split('=')[0];
        _project.DeclareAnew().DeclareCommand("before", name == "Inputs" ? "echo 2" : "echo 1");
        if (change.Length == 0)
            _project.Write("data/a.txt", "changed");

        string[] now = name == "Inputs" ? before : [change, .. before.Where(value => !value.StartsWith(name + "=", StringComparison.Ordinal) || name.Length == 0)];
        string[] values = [.. now.Where(value => value.Length > 0)];
        _project.Declare("gen", [.. values, .. name == "Run" ? Array.Empty<string>() : ["Run=cat data/*.txt > out.txt; cp out.txt log.txt"]]);
        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        Assert.StartsWith(reason, result.Steps[1].Reason, StringComparison.Ordinal);
    }

    [ShFact]
    public async Task A_project_that_compiles_nothing_has_commands()
    {
        _project.DeclareCommand("gen", "echo 1 > out.txt", "Outputs=out.txt");
        var request = _project.Request with { Assemblies = null };

        var (result, _) = await _project.BuildAsync(request);

        Assert.Equal(StepState.Ran, result.Steps[0].State);
        Assert.True(_project.IsConfirmed(request));
    }

    private string Relative(string path) => Path.GetRelativePath(_project.Folder, path);
}
