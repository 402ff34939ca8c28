using Tango.Core.Tests.Execution;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Outputs;

/// <summary>What an earlier build of the same project has left where outputs and exports go.</summary>
[Trait("Speed", "Slow")]
public sealed class PreviousOutputTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [ShTheory]
    [InlineData("k", "echo 1 > k", "k/", "echo 2 > k/x", "k/x")]
    [InlineData("k/", "echo 1 > k/x", "k", "echo 2 > k", "k")]
    [InlineData("k", "echo 1 > k", "k/x", "echo 2 > k/x", "k/x")]
    [InlineData("k/x", "echo 1 > k/x", "k", "echo 2 > k", "k")]
    [InlineData("k/*", "echo 1 > k/x", "k/x/", "echo 2 > k/x/y", "k/x/y")]
    [InlineData("k/x/y;j", "echo 1 > k/x/y; echo 1 > j", "k;j/", "echo 2 > k; echo 2 > j/x", "k")]
    public async Task Makes_way_for_a_file_or_a_folder_of_its_name(string outputs, string run, string later, string runLater, string file)
    {
        _project.DeclareCommand("make", run, "Outputs=" + outputs);
        await _project.BuildAsync();

        _project.DeclareAnew().DeclareCommand("make", runLater, "Outputs=" + later);
        await _project.BuildAsync();
        Assert.Equal("2\n", File.ReadAllText(_project.PathOf(file)));

        // From the cache.
        _project.DeclareAnew().DeclareCommand("make", run, "Outputs=" + outputs);
        var (result, _) = await _project.BuildAsync();
        Assert.All(result.Steps[0].OutputFiles, path => Assert.Equal("1\n", File.ReadAllText(path)));
    }

    [Theory]
    [InlineData("e/p", "e/p/q.txt", true)]
    [InlineData("e/p", "e/p/deep/q.txt", true)]
    [InlineData("e/p", "e/p/q.txt", false)]
    public async Task Of_an_export_makes_way_for_a_folder_if_a_build_has_written_it(string exportTo, string later, bool isOwn)
    {
        _project.DeclareCommand("make", "echo text", "ExportTo=" + exportTo);
        await _project.BuildAsync();
        _project.DeclareAnew().DeclareCommand("make", "echo text", "ExportTo=" + later);

        var result = await EngineBuild.RunAsync(_project.Request with { MayReplace = (_, _) => isOwn }, new RecordedEvents());

        Assert.Equal(isOwn ? [] : ["TANGO0406"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(isOwn, File.Exists(_project.PathOf(later)));
    }

    [ShFact]
    public async Task An_old_output_gives_no_warning_but_a_file_added_after_the_run_does()
    {
        _project.Write("in/a", "a");
        void Declare() => _project.DeclareAnew().DeclareCommand("copy", "cp in/* o/", "Inputs=in/*", "Outputs=o/");
        Declare();
        await _project.BuildAsync();
        _project.Write("in/c", "c");
        await _project.BuildAsync();
        File.Delete(_project.PathOf("in/c"));
        _project.Write("o/mine", "mine");

        var (result, _) = await _project.BuildAsync();

        Assert.Equal(StepState.Cached, result.Steps[0].State);
        var warning = Assert.Single(result.Diagnostics);
        Assert.Contains("'o/mine' is in its outputs, but not part of the result", warning.Message, StringComparison.Ordinal);
    }

    [ShTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_step_that_changes_its_input_does_not_keep_others_from_running(int parallelism)
    {
        _project
            .DeclareCommand("made", "printf content > made.txt", "Outputs=made.txt")
            .DeclareCommand("bad", "chmod u+w {made}; printf more >> {made}", "Inputs=ref:made")
            .DeclareCommand("after bad", "cat {bad}", "Inputs=ref:bad")
            .DeclareCommand("good", "cat {made}", "Inputs=ref:made")
            .DeclareCommand("better", "cat {good}", "Inputs=ref:good");

        var result = await EngineBuild.RunAsync(_project.Request with { Options = new() { MaxParallelism = parallelism } }, new RecordedEvents());

        var error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(("TANGO0212", "bad"), (error.Code, error.Subject.Step));
        Assert.Equal(
            [StepState.Ran, StepState.Failed, StepState.Blocked, StepState.Ran, StepState.Ran],
            result.Steps.Select(step => step.State));
        Assert.Equal("content", await _project.ResultAsync<string>("better"));
    }
}
