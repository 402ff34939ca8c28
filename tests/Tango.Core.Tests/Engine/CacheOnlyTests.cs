using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

[Trait("Speed", "Slow")]
public sealed class CacheOnlyTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_is_in_the_cache_is_taken()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync();

        var (result, events) = await _project.BuildAsync(CacheOnly);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
        Assert.Empty(events.All);
    }

    [Fact]
    public async Task Each_missing_result_is_an_error_and_nothing_runs()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=3").Declare<Constant>("new", "Value=4");
        var events = new RecordedEvents();

        var result = await EngineBuild.RunAsync(CacheOnly, events);

        Assert.Equal([StepState.Cached, StepState.Blocked, StepState.Blocked], result.Steps.Select(step => step.State));
        Assert.Equal([("TANGO0305", "sum"), ("TANGO0305", "new")], result.Diagnostics.Select(error => (error.Code, error.Subject.Step)));
        Assert.Contains("Right: 2 → 3", result.Diagnostics[0].Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("first run", result.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Empty(events.All);
    }

    [Fact]
    public async Task A_step_that_is_never_stored_is_passed_over()
    {
        _project.Declare<Constant>("idle", "Value=1", "CacheResults=false");

        var (result, _) = await _project.BuildAsync(CacheOnly);

        Assert.Equal([("idle", StepState.Skipped, "not cached: CacheResults is false")], result.Steps.Select(step => (step.Name, step.State, step.Reason)));
    }

    [Fact]
    public async Task A_plan_calls_what_is_missing_blocked()
    {
        _project.Declare<Constant>("one", "Value=1");

        var plan = await TangoEngine.PlanAsync(CacheOnly);

        Assert.Equal(PlannedAction.Blocked, Assert.Single(plan.Steps).Action);
        Assert.Equal(0, plan.RunCount);
    }

    private PipelineRequest CacheOnly => _project.Request with { CacheOnly = true };
}
