using System.Collections.Concurrent;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution;
using Tango.Runs;

namespace Tango.Core.Tests.InCode;

/// <summary>Runs in code with an executor of the program's own.</summary>
public sealed class GivenExecutorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RecordedEvents _events = new();
    private readonly DirectoryStepCache _cache;
    private readonly Step<int> _one = Step.Create<Constant>(new { value = 1 }, new StepOptions { Name = "one" });
    private readonly Step<int> _sum;

    public GivenExecutorTests()
    {
        _cache = new DirectoryStepCache(_directory.PathOf("cache"));
        _sum = Step.Create<Plus>(new { left = _one, right = 2 }, new StepOptions { Name = "sum" });
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_may_have_steps_run_here()
    {
        var asked = new ConcurrentQueue<string>();

        await RunAsync((job, here, _, token) =>
        {
            asked.Enqueue(job.Name);
            return here.RunAsync(job, token);
        });

        Assert.Equal(["one", "sum"], asked);
        Assert.Equal(3, await _sum.ResultAsync(_cache));
        Assert.Equal(["one", "sum"], _events.Of<RunEvent.StepCompleted>().Select(completed => completed.Step));
    }

    // The other machine is another graph of the same steps, over the same cache.
    [Fact]
    public async Task It_may_have_steps_run_elsewhere_which_store_their_results()
    {
        await RunAsync(async (job, _, _, token) =>
        {
            await Elsewhere(job.Name).EnsureResultAsync(new DirectoryStepCache(_cache.DirectoryPath), token);
            return StepCompletion.Completed;
        });

        Assert.Equal(3, await _sum.ResultAsync(_cache));
        Assert.Equal([("one", StepState.Ran), ("sum", StepState.Ran)], _events.Of<RunEvent.StepCompleted>().Select(completed => (completed.Step, completed.State)));
        Assert.Equal(2, Assert.Single(_events.Of<RunEvent.RunFinished>()).RanCount);
    }

    [Fact]
    public async Task Some_steps_may_run_here_and_others_elsewhere()
    {
        await RunAsync(async (job, here, observer, token) =>
        {
            if (job.Name == "sum")
                return await here.RunAsync(job, token);

            await Elsewhere(job.Name).EnsureResultAsync(new DirectoryStepCache(_cache.DirectoryPath), token);
            observer.OnEvent(new RunEvent.StepCompleted { Step = job.Name, UniqueId = job.UniqueId, State = StepState.Cached, Summary = "found there" });
            return StepCompletion.Reused;
        });

        Assert.Equal(3, await _sum.ResultAsync(_cache));
        Assert.Equal([("one", StepState.Cached, "found there"), ("sum", StepState.Ran, null)], _events.Of<RunEvent.StepCompleted>().Select(completed => (completed.Step, completed.State, completed.Summary)));
    }

    [Fact]
    public async Task What_is_not_cached_and_what_equals_another_step_runs_here_without_a_question()
    {
        var asked = new ConcurrentQueue<string>();
        var dice = Step.Create<Constant>(new { value = 5 }, new StepOptions { Name = "kept", CacheResults = false });
        var same = Step.Create<Constant>(new { value = 1 }, new StepOptions { Name = "same" });
        var all = Step.Create<Plus>(new { left = dice, right = same }, new StepOptions { Name = "all" });

        await RunAsync([_one, same, all], (job, here, _, token) =>
        {
            asked.Enqueue(job.Name);
            return here.RunAsync(job, token);
        });

        Assert.Equal(6, await all.ResultAsync(_cache));
        Assert.Equal(2, asked.Count);
        Assert.DoesNotContain("kept", asked);
    }

    [Fact]
    public async Task A_failure_that_it_tells_of_is_the_failure_of_the_step()
    {
        var failure = await Assert.ThrowsAsync<TangoException>(() => RunAsync((job, _, observer, _) =>
        {
            observer.OnEvent(new RunEvent.StepFailed { Step = job.Name, UniqueId = job.UniqueId, Code = "TANGO0201", Message = "The other machine is on fire." });
            return Task.FromResult(StepCompletion.Failed);
        }));

        Assert.Contains("The other machine is on fire.", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Equal("sum", Assert.Single(_events.Of<RunEvent.StepBlocked>()).Step);
    }

    [Theory]
    [InlineData(StepCompletion.Completed, "is complete, but 'Constant-")]
    [InlineData(StepCompletion.Reused, "is complete, but 'Constant-")]
    [InlineData(StepCompletion.Failed, "is Failed, but not why: it must tell the observer of an event StepFailed.")]
    [InlineData(StepCompletion.Postponed, "is Postponed, but not why: it must tell the observer of an event EntryMissing.")]
    public async Task One_that_says_what_is_not_so_ends_the_run(StepCompletion said, string expected)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync((_, _, _, _) => Task.FromResult(said)));

        Assert.StartsWith("The executor says that 'one' ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_throws_ends_the_run()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => RunAsync((_, _, _, _) => throw new IOException("no connection")));

        Assert.Equal("no connection", failure.Message);
    }

    [Fact]
    public async Task One_that_is_cancelled_ends_the_run_as_cancelled()
    {
        using var end = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync([_sum], async (_, _, _, token) =>
        {
            await end.CancelAsync();
            token.ThrowIfCancellationRequested();
            return StepCompletion.Completed;
        }, end.Token));

        Assert.True(Assert.Single(_events.Of<RunEvent.RunFinished>()).IsCancelled);
    }

    [Fact]
    public async Task Steps_of_a_program_have_no_plan_file()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync((job, _, _, _) =>
        {
            job.WritePlan(_directory.PathOf("plan.json"));
            return Task.FromResult(StepCompletion.Completed);
        }));

        Assert.Contains("have no plan file", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.PathOf("plan.json")));
    }

    private static Step<int> Elsewhere(string name)
    {
        var one = Step.Create<Constant>(new { value = 1 }, new StepOptions { Name = "one" });
        return name == "one" ? one : Step.Create<Plus>(new { left = one, right = 2 }, new StepOptions { Name = "sum" });
    }

    private Task RunAsync(Func<StepJob, IStepExecutor, IRunObserver, CancellationToken, Task<StepCompletion>> run) => RunAsync([_sum], run);

    private Task RunAsync(Step[] steps, Func<StepJob, IStepExecutor, IRunObserver, CancellationToken, Task<StepCompletion>> run, CancellationToken cancellationToken = default) =>
        StepGraph.Create(steps).RunAsync(_cache, _events, new RunOptions { Executor = (here, observer) => new Given((job, token) => run(job, here, observer, token)) }, cancellationToken);

    private sealed class Given(Func<StepJob, CancellationToken, Task<StepCompletion>> run) : IStepExecutor
    {
        public Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken) => run(job, cancellationToken);
    }
}
