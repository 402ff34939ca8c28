using Tango.Runs;

namespace Tango.Core.Tests.Engine;

public sealed class CommandPlacementTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Outputs_come_back_when_they_are_deleted_or_changed_and_are_not_touched_otherwise()
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.txt; echo 2 > out/b.txt; echo 3 > out/c.txt", "Outputs=out/a.txt;out/b.txt;out/c.txt");
        var (first, _) = await _project.BuildAsync();
        Assert.Equal(["out/a.txt", "out/b.txt", "out/c.txt"], first.Steps[0].PlacedFiles.Select(Relative));
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
        Assert.Equal(first.Steps[0].PlacedFiles, (await _project.BuildAsync()).Result.Steps[0].PlacedFiles);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task Lost_entries_are_made_again()
    {
        _project.DeclareCommand("gen", "echo 1 > out.txt", "Outputs=out.txt").DeclareCommand("other", "echo 2");
        await _project.BuildAsync();
        File.WriteAllText(Path.Combine(_project.EntryOf("gen"), "result", "out.txt"), "damaged");
        File.Delete(_project.PathOf("out.txt"));

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["gen"], events.Completed);
        Assert.Equal("1\n", File.ReadAllText(_project.PathOf("out.txt")));
    }

    [Fact]
    public async Task Files_of_an_earlier_build_are_not_there_for_the_next_run_of_a_pattern()
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.csv; echo 2 > out/b.csv", "Outputs=out/*.csv");
        _project.Write("out/mine.csv", "mine");
        await _project.BuildAsync();

        // Writes only what is missing, as tools that keep their own books do.
        _project.DeclareAnew().DeclareCommand("gen", "test -e out/a.csv || echo 3 > out/a.csv", "Outputs=out/*.csv");
        var (result, _) = await _project.BuildAsync();

        Assert.Equal(["out/a.csv"], result.Steps[0].PlacedFiles.Select(Relative));
        Assert.Equal(["a.csv", "mine.csv"], Directory.GetFiles(_project.PathOf("out")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Two_patterns_that_turn_out_to_name_one_file_are_a_mistake()
    {
        _project
            .DeclareCommand("one", "echo 1 > ab.txt", "Outputs=a*.txt")
            .DeclareCommand("two", "echo 2 > ab.txt", "Outputs=*b.txt", "DependsOn=one");

        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { Code: "TANGO0501", Subject.Step: "two" });
    }

    [Fact]
    public async Task The_place_of_the_project_and_what_the_inputs_are_called_by_make_no_difference()
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

    [Theory]
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
        {
            _project.Write("data/a.txt", "changed");
        }

        string[] now = name == "Inputs" ? before : [change, .. before.Where(value => !value.StartsWith(name + "=", StringComparison.Ordinal) || name.Length == 0)];
        string[] values = [.. now.Where(value => value.Length > 0)];
        _project.Declare("gen", [.. values, .. name == "Run" ? Array.Empty<string>() : ["Run=cat data/*.txt > out.txt; cp out.txt log.txt"]]);
        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        Assert.StartsWith(reason, result.Steps[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
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
