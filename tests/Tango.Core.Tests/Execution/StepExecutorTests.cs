using System.Collections.Concurrent;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Core.Tests.Execution;

/// <summary>The run loop over executors other than this process: it holds the schedule, they run single steps.</summary>
public sealed class StepExecutorTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Steps_run_each_in_a_process_of_its_own_over_the_shared_cache()
    {
        _project
            .Declare<Constant>("one", "Value=1")
            .Declare<Constant>("ten", "Value=10", "CacheResults=false")
            .Declare<Plus>("left", "Left=ref:one", "Right=ref:ten")
            .Declare<Plus>("right", "Left=ref:one", "Right=20")
            .Declare<Plus>("sum", "Left=ref:left", "Right=ref:right");

        var first = await RunInProcessesAsync();

        Assert.Equal(["left", "one", "right", "sum", "ten"], first.Order(StringComparer.Ordinal));
        Assert.Equal(32, await _project.ResultAsync<int>("sum"));
        Assert.Equal((5, 0, 0), FinishedWith());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_job_looks_in_the_cache_before_it_runs_its_step()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        var plan = Plan();
        await RunInProcessesAsync(plan, new RecordedEvents());

        await RunInProcessesAsync(plan, _events);

        Assert.Empty(_events.Of<RunEvent.StepStarted>());
        Assert.Equal([StepState.Cached, StepState.Cached], _events.Of<RunEvent.StepCompleted>().Select(completed => completed.State));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_failed_job_blocks_what_depends_on_its_step_and_nothing_else()
    {
        _project.Declare<Fails>("bad", "Message=no").Declare<Plus>("after", "Left=ref:bad", "Right=1").Declare<Plus>("last", "Left=ref:after").Declare<Constant>("free", "Value=1");

        var started = await RunInProcessesAsync();

        Assert.Equal(["bad", "free"], started.Order(StringComparer.Ordinal));
        Assert.Equal([("after", "bad"), ("last", "bad")], _events.Of<RunEvent.StepBlocked>().Select(blocked => (blocked.Step, blocked.BlockingStep)));
        Assert.Equal((1, 1, 2), FinishedWith());
    }

    [Fact]
    public async Task An_executor_that_throws_ends_the_run_after_the_steps_that_run()
    {
        _project.Declare<Constant>("first", "Value=1").Declare<Constant>("second", "Value=2").Declare<Plus>("after", "Left=ref:first", "Right=1");
        var executor = new Throwing("first");
        var loop = new RunLoop(Plan() with { Options = new() { MaxParallelism = 2 } }, executor, new RunObservers(_events));

        var thrown = await Assert.ThrowsAsync<IOException>(() => loop.RunAsync(CancellationToken.None));

        Assert.Equal("no connection", thrown.Message);
        Assert.Equal(["second"], executor.Cancelled);
        Assert.Empty(_events.Of<RunEvent.RunFinished>());
    }

    [Fact]
    public void The_plan_of_one_step_reads_what_is_stored_and_makes_again_what_is_not()
    {
        _project
            .Declare<Constant>("stored", "Value=1")
            .Declare<Plus>("kept", "Left=ref:stored", "Right=1", "CacheResults=false")
            .Declare<Plus>("again", "Left=ref:kept", "Right=ref:stored", "CacheResults=false")
            .Declare<Plus>("sum", "Left=ref:again", "Right=ref:kept", "DependsOn=beside")
            .Declare<Constant>("beside", "Value=3");
        var plan = Plan();

        var alone = new SingleStepPlan(plan).Of(plan.Steps.Single(step => step.Name == "sum"));

        Assert.Equal(["kept", "again", "sum"], alone.Steps.Select(step => step.Name));
        Assert.Equal(["stored"], alone.Inputs.Select(input => input.Name));
        Assert.Equal<IEnumerable<string>>(["again", "kept"], alone.Steps[^1].After);
    }

    [Fact]
    public void The_plan_of_a_step_whose_equal_runs_takes_the_result_of_that()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("same", "Value=1");
        var plan = Plan();

        var alone = new SingleStepPlan(plan).Of(plan.Steps.Single(step => step.SameAs is not null));

        Assert.Equal("same", Assert.Single(alone.Steps).Name);
        Assert.Equal("one", Assert.Single(alone.Inputs).Name);
    }

    [Fact]
    public void What_was_cached_before_is_an_input_of_the_steps_that_take_it_only()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("a", "Left=ref:one").Declare<Constant>("b", "Value=2");
        var made = new ExecutionInput("one", "Constant-1", new StepMethod("A", "T", "Run"), "json.zst", "/another/cache");
        var plan = Plan();
        plan = plan with { Steps = plan.Steps.RemoveAll(step => step.Name == "one"), Inputs = [made] };

        Assert.Equal(made, Assert.Single(new SingleStepPlan(plan).Of(plan.Steps.Single(step => step.Name == "a")).Inputs));
        Assert.Empty(new SingleStepPlan(plan).Of(plan.Steps.Single(step => step.Name == "b")).Inputs);
    }

    private Task<IEnumerable<string>> RunInProcessesAsync() => RunInProcessesAsync(Plan(), _events);

    private async Task<IEnumerable<string>> RunInProcessesAsync(ExecutionPlan plan, RecordedEvents events)
    {
        var observer = new RunObservers(events);
        var executor = new ProcessPerStep(_project.StateDirectory, observer);
        await new RunLoop(plan, executor, observer).RunAsync(CancellationToken.None);
        return executor.Started;
    }

    private ExecutionPlan Plan() => _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath, Assembly = TestWorker.Settings.TargetAssembly };

    private (int Ran, int Failed, int Blocked) FinishedWith()
    {
        var finished = Assert.Single(_events.Of<RunEvent.RunFinished>());
        return (finished.RanCount, finished.FailedCount, finished.BlockedCount);
    }

    /// <summary>Throws for one step, once another runs, which runs until it is cancelled.</summary>
    private sealed class Throwing(string step) : IStepExecutor
    {
        private readonly TaskCompletionSource _otherRuns = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Cancelled { get; } = [];

        public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken)
        {
            if (job.Name == step)
            {
                await _otherRuns.Task;
                throw new IOException("no connection");
            }

            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            _otherRuns.SetResult();
            await cancelled.Task;
            Cancelled.Enqueue(job.Name);
            return StepCompletion.Cancelled;
        }
    }
}
