using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Somebody has been at a result in the cache: it is never served and never fatal.</summary>
[Trait("Speed", "Slow")]
public sealed class CorruptResultTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("edited")]
    [InlineData("exp")]
    [InlineData("")]
    public async Task A_corrupt_input_of_another_step_is_quarantined_and_computed_again(string content)
    {
        _project.Declare<Writes>("text", "Text=export").Declare<Writes>("copy", "Text=ref:text");
        await _project.BuildAsync();
        Corruption("text", content);
        _project.Declare<IsNothing>("asks", "Text=ref:text");

        await AssertMadeAgainAsync("text");
    }

    [Fact]
    public async Task A_plan_reports_a_corrupt_result_and_does_not_move_it()
    {
        _project.Declare<Writes>("text", "Text=export");
        await _project.BuildAsync();
        Corruption("text", "edited");

        var planned = Assert.Single((await TangoEngine.PlanAsync(_project.Request)).Steps);

        Assert.Equal(("run", "cached result was corrupt"), (StateText.Format(planned.Action), planned.ReasonText));
        Assert.True(Directory.Exists(_project.EntryOf("text")));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("exp")]
    public async Task A_corrupt_result_without_consumer_is_quarantined_and_computed_again(string content)
    {
        _project.Declare<Writes>("text", "Text=export");
        await _project.BuildAsync();
        Corruption("text", content);

        await AssertMadeAgainAsync("text");
    }

    [Fact]
    public async Task A_corrupt_exported_result_is_quarantined_and_computed_again()
    {
        _project.Declare<Writes>("text", "Text=export", "ExportTo=out.txt");
        await _project.BuildAsync();
        Corruption("text", "edited");
        File.Delete(_project.PathOf("out.txt"));

        await AssertMadeAgainAsync("text");

        Assert.Equal("export", await File.ReadAllTextAsync(_project.PathOf("out.txt")));
    }

    [Fact]
    public async Task An_entry_with_unreadable_metadata_is_quarantined_and_computed_again()
    {
        _project.Declare<Writes>("text", "Text=export");
        await _project.BuildAsync();
        await File.WriteAllTextAsync(Path.Combine(_project.EntryOf("text"), "metadata.json"), "{");

        await AssertMadeAgainAsync("text");
    }

    [Fact]
    public async Task Inputs_of_a_corrupt_result_are_read_from_the_cache_or_computed()
    {
        _project.Declare<Constant>("one", "Value=1", "OnlyIfNeeded=true").Declare<Plus>("two", "Left=ref:one", "Right=1");
        await _project.BuildAsync();
        Directory.Delete(_project.EntryOf("one"), recursive: true);
        Caching.Entry.Overwrite(Directory.GetFiles(_project.EntryOf("two"), "result*").Single(), "x");
        _project.Declare<Plus>("three", "Left=ref:two", "Right=1");

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["one", "three", "two"], events.Completed.Order());
        Assert.Equal(3, await _project.ResultAsync<int>("three"));
        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
    }

    // A cleaner that is always faster: the build must end, and must not claim to have succeeded.
    [Fact]
    public async Task A_result_that_disappears_repeatedly_fails_the_build()
    {
        _project.Declare<Constant>("one", "Value=1");
        var entry = _project.EntryOf("one");
        _project
            .Declare<DeletesDirectory>("cleaner", "Path=" + entry, "DependsOn=one")
            .Declare<Plus>("sum", "Left=ref:one", "Right=ref:cleaner");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(("TANGO0310", "one"), Assert.Single(result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Subject.Step))));
        Assert.False(result.Succeeded);
        Assert.NotEqual(StepState.Ran, result.Steps.Single(step => step.Name == "sum").State);
    }

    private void Corruption(string step, string content) =>
        Caching.Entry.Overwrite(Path.Combine(_project.EntryOf(step), "result.txt"), content);

    private async Task AssertMadeAgainAsync(string step)
    {
        var (result, _) = await _project.BuildAsync();

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0301", step), (warning.Code, warning.Subject.Step));
        Assert.Contains("corrupt", warning.Message, StringComparison.Ordinal);
        Assert.Equal("export", await _project.ResultAsync<string>(step));
        Assert.Equal(StepState.Ran, result.Steps.Single(outcome => outcome.Name == step).State);
        Assert.Single(Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(_project.EntryOf(step))!, ".damaged")));
        Assert.True(_project.IsConfirmed());
    }
}
