using Tango.Caching.Entries;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds in which results are lost between the run of a step and what they are for.</summary>
[Trait("Speed", "Slow")]
public sealed class MissingResultTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task An_export_whose_result_disappears_repeatedly_is_an_error()
    {
        _project.Declare<Constant>("one", "Value=1", "ExportTo=e/one.json");
        var observer = new EntryRemover("one", _project.EntryOf("one"), times: int.MaxValue);

        var result = await EngineBuild.RunAsync(_project.Request, observer);

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0310", "one"), (error.Code, error.Subject.Step));
        Assert.Contains("was missing 5 times while this build needed it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_nothing_takes_and_that_is_removed_is_made_by_the_next_build()
    {
        _project.Declare<Constant>("one", "Value=1");

        var result = await EngineBuild.RunAsync(_project.Request, new EntryRemover("one", _project.EntryOf("one"), times: 1));

        Assert.Empty(result.Diagnostics);
        Assert.False(_project.IsConfirmed());
        var (next, events) = await _project.BuildAsync();
        Assert.Equal(["one"], events.Completed);
        Assert.Equal(StepState.Ran, next.Steps[0].State);
    }

    [Fact]
    public async Task A_step_that_ran_has_run_though_a_second_plan_has_no_need_of_it()
    {
        _project
            .Declare<Constant>("unkept", "Value=1", "CacheResults=false")
            .Declare<Plus>("kept", "Left=ref:unkept", "Right=2")
            .Declare<Constant>("lost", "Value=3", "ExportTo=e/lost.json");

        var result = await EngineBuild.RunAsync(_project.Request, new EntryRemover("lost", _project.EntryOf("lost"), times: 1));

        Assert.Empty(result.Diagnostics);
        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.True(File.Exists(_project.PathOf("e/lost.json")));
    }

    /// <summary>Removes an entry when a step is completed, before the build takes it up.</summary>
    private sealed class EntryRemover(string step, string entry, int times) : IRunObserver
    {
        private int _left = times;

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.StepCompleted completed && completed.Step == step && _left-- > 0)
                EntryTree.Delete(entry);
        }
    }
}
