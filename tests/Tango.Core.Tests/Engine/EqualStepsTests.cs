using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Two steps with the same type and the same arguments are one piece of work under two names.</summary>
[Trait("Speed", "Slow")]
public sealed class EqualStepsTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("CacheResults=false")]
    [InlineData("Retries=2")]
    [InlineData("Cpus=2")]
    public async Task Of_equal_steps_one_runs_and_the_others_take_its_result(string setting)
    {
        string[] metadata = setting.Length == 0 ? ["Value=1"] : ["Value=1", setting];
        _project.Declare<Constant>("a", metadata).Declare<Constant>("b", metadata).Declare<Constant>("c", metadata)
            .Declare<Plus>("sum", "Left=ref:a", "Right=ref:b").Declare<Plus>("more", "Left=ref:c", "Right=ref:sum");

        var (result, events) = await _project.BuildAsync();

        Assert.Equal([StepState.Ran, StepState.Cached, StepState.Cached, StepState.Ran, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal(["a", "sum", "more"], events.All.OfType<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal([("b", "a"), ("c", "a")],
            events.All.OfType<RunEvent.StepCompleted>().Where(ended => ended.SameAs is not null).Select(ended => (ended.Step, ended.SameAs)).Order());
        Assert.DoesNotContain(events.All, seen => seen is RunEvent.StepWaiting);
        Assert.Equal(3, Assert.Single(events.All.OfType<RunEvent.RunFinished>()).RanCount);
        Assert.Equal(3, await _project.ResultAsync<int>("more"));
    }

    [Fact]
    public async Task A_plan_counts_one_of_them_and_names_it()
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=1");

        var plan = await TangoEngine.PlanAsync(_project.Request);

        Assert.Equal((1, 1), (plan.RunCount, plan.CachedCount));
        Assert.Equal(["run", "cached (same as 'a')"], plan.Steps.Select(StateText.Format));
    }

    [Fact]
    public async Task What_equal_steps_take_is_equal_too_and_made_once()
    {
        _project.Declare<Constant>("x", "Value=1").Declare<Constant>("y", "Value=1")
            .Declare<Plus>("a", "Left=ref:x", "Right=2").Declare<Plus>("b", "Left=ref:y", "Right=2");

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["x", "a"], events.All.OfType<RunEvent.StepStarted>().Select(started => started.Step));
    }

    [Fact]
    public async Task When_the_one_that_runs_fails_the_others_and_what_needs_them_are_blocked()
    {
        _project.Declare<Fails>("a", "Message=no").Declare<Fails>("b", "Message=no").Declare<Pure>("taker", "Value=ref:b");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal([StepState.Failed, StepState.Blocked, StepState.Blocked], result.Steps.Select(step => step.State));
        Assert.Single(result.Diagnostics);
    }

    [Fact]
    public async Task When_the_worker_dies_in_the_one_that_runs_the_others_are_blocked()
    {
        _project.Declare<FailsFast>("a").Declare<FailsFast>("b");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal([StepState.Failed, StepState.Blocked], result.Steps.Select(step => step.State));
    }

    [Theory]
    [InlineData("a,b", "a")]
    [InlineData("b", "b")]
    [InlineData("*", "a")]
    public async Task Forced_they_run_once_as_well(string force, string runs)
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=1");
        await _project.BuildAsync();

        var (_, events) = await _project.BuildAsync(_project.Request with { Force = [.. force.Split(',')] });

        Assert.Equal([runs], events.All.OfType<RunEvent.StepStarted>().Select(started => started.Step));
    }

    [Fact]
    public async Task Forced_equal_steps_run_once_even_if_a_missing_result_needs_a_new_plan()
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=1").Declare<Writes>("lost", "Text=one");
        await _project.BuildAsync();
        File.WriteAllText(Path.Combine(_project.EntryOf("lost"), "result.txt"), "two");
        File.Delete(_project.UpToDateFile);
        _project.DeclareCommand("taker", "echo", "Inputs=ref:lost");

        var (_, events) = await _project.BuildAsync(_project.Request with { Force = ["a", "b"] });

        var started = events.All.OfType<RunEvent.StepStarted>().Select(started => started.Step).ToList();
        Assert.Contains("lost", started);
        Assert.Equal("a", Assert.Single(started, step => step is "a" or "b"));
    }

    [Fact]
    public async Task The_other_waits_for_what_it_depends_on_by_order_alone()
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("first", "Value=2").Declare<Constant>("b", "Value=1", "DependsOn=first");

        var (_, events) = await _project.BuildAsync();

        var ended = events.All.OfType<RunEvent.StepCompleted>().Select(completed => completed.Step).ToList();
        Assert.True(ended.IndexOf("b") > ended.IndexOf("first"));
    }

    [Fact]
    public async Task The_next_build_is_up_to_date()
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=1");

        await _project.BuildAsync();

        Assert.True(_project.IsConfirmed());
    }

    [Fact]
    public async Task Steps_that_are_not_deterministic_are_never_equal()
    {
        _project.Declare<Dice>("a").Declare<Dice>("b");

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(2, events.All.OfType<RunEvent.StepStarted>().Count());
    }
}
