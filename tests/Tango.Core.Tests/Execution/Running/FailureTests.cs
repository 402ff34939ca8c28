using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

public sealed class FailureTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failed_step_blocks_what_depends_on_it_and_nothing_else(int parallelism)
    {
        _project
            .Declare<Fails>("bad", "Message=no")
            .Declare<Pure>("dependent", "Value=ref:bad")
            .Declare<Pure>("further", "Value=ref:dependent")
            .Declare<Pure>("ordered", "DependsOn=bad")
            .Declare<Pure>("independent", "Value=2");

        var events = await RunAsync(plan => plan with { Options = new() { MaxParallelism = parallelism } });

        Assert.Equal(["bad"], events.Failed);
        Assert.Equal(["dependent", "further", "ordered"], events.Blocked.Order());
        Assert.All(events.Of<RunEvent.StepBlocked>(), blocked => Assert.Equal("bad", blocked.BlockingStep));
        Assert.Equal(["independent"], events.Completed);
    }

    [Fact]
    public async Task Without_keep_going_nothing_new_starts_after_a_failure()
    {
        _project.Declare<Fails>("a-bad", "Message=no").Declare<Pure>("b").Declare<Pure>("c", "Value=2");

        var events = await RunAsync(plan => plan with { Options = new() { KeepGoing = false, MaxParallelism = 1 } });

        Assert.Equal(["a-bad"], events.Failed);
        Assert.Empty(events.Completed);
    }

    [Fact]
    public async Task Without_keep_going_a_running_step_still_ends_well()
    {
        var gate = Gate.Create();
        _project.Declare<WaitsAtGate>("slow", "Gate=" + gate.Name).Declare<Fails>("bad", "Message=no", "After=1");
        var events = new RecordedEvents();

        var run = _project.RunAsync(_project.ExecutionPlan() with { Options = new() { KeepGoing = false, MaxParallelism = 4 } }, events);
        await Task.WhenAll(gate.Entered, events.When(e => e is RunEvent.StepFailed));
        gate.Open();
        await run;

        Assert.Equal(["slow"], events.Completed);
    }

    [Fact]
    public async Task A_failed_step_runs_again_in_the_next_run()
    {
        _project.Declare<FailsAtFirst>("flaky", "Counter=" + Counter.NewName(), "Failures=1");

        Assert.Equal(["flaky"], (await _project.RunAsync()).Failed);
        Assert.Equal(["flaky"], (await _project.RunAsync()).Completed);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public async Task A_step_is_retried_as_often_as_allowed(int retries, bool succeeds)
    {
        var counter = Counter.NewName();
        _project.Declare<FailsAtFirst>("flaky", "Counter=" + counter, "Failures=2", $"Retries={retries}");

        var events = await _project.RunAsync();

        Assert.Equal(retries + 1, Counter.Of(counter));
        Assert.Equal(succeeds ? ["flaky"] : [], events.Completed);
        Assert.Contains($"Attempt 1 of {retries + 1} failed, retrying: IOException: try 1", LogOf("flaky"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CacheResults=true")]
    [InlineData("CacheResults=false")]
    public async Task An_attempt_does_not_get_inputs_that_an_earlier_one_modified(string caching)
    {
        _project.Declare<GivesChangeable>("source", "Value=1", caching);
        _project.Declare<ChangesAndFailsAtFirst>("flaky", "Input=ref:source", "Counter=" + Counter.NewName(), "Retries=1");

        await _project.RunAsync();

        Assert.Equal(2, await _project.ResultAsync<int>("flaky"));
    }

    [Fact]
    public async Task A_sequence_that_fails_half_way_is_retried()
    {
        _project.Declare<StreamFailsAtFirst>("stream", "Counter=" + Counter.NewName(), "Failures=1", "Retries=1");

        var events = await _project.RunAsync();

        Assert.Equal(["stream"], events.Completed);
        Assert.Equal([1, 2], await _project.ResultAsync<IEnumerable<int>>("stream"));
    }

    [Fact]
    public async Task A_step_that_times_out_fails_and_is_cancelled()
    {
        var (started, stopping) = (Gate.Create(), Gate.Create());
        _project.Declare<StopsLate>("slow", "Started=" + started.Name, "Stopping=" + stopping.Name, "Timeout=00:00:00.001");

        var events = await _project.RunAsync();
        await stopping.Entered;
        stopping.Open();

        var failed = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal(("slow", "TANGO0205"), (failed.Step, failed.Code));
        Assert.StartsWith("Step 'slow' ran longer than its Timeout of 00:00:00.0010000.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_has_the_exception_the_authors_line_and_the_log()
    {
        _project.Declare<Fails>("bad", "Message=the disk is on fire.");

        var failed = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        var log = Path.Combine(_project.Cache.PathForStep(_project.UniqueId("bad")), "log.txt");
        Assert.Equal(("TANGO0201", log), (failed.Code, failed.LogPath));
        Assert.Matches(
            @"^Step 'bad' failed: InvalidOperationException: the disk is on fire, at .*RunningSteps\.cs\(\d+\)\. Log: .*log\.txt$",
            failed.Message);
        Assert.Equal("RunningSteps.cs", Path.GetFileName(failed.SourceFile));
        Assert.Contains($"RunningSteps.cs({failed.SourceLine})", failed.Message, StringComparison.Ordinal);
        Assert.Contains(" error: System.InvalidOperationException: the disk is on fire.", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Fails), "Message=no")]
    [InlineData(typeof(FailsAtFirst), "Failures=1")]
    [InlineData(typeof(CancelsItself), "")]
    [InlineData(typeof(FailsInConstructor), "")]
    [InlineData(typeof(StreamFailsAtFirst), "Failures=1")]
    public async Task Its_log_ends_with_the_error_and_the_frames_of_the_author(Type type, string metadata)
    {
        string[] counter = metadata.StartsWith("Failures", StringComparison.Ordinal) ? ["Counter=" + Counter.NewName()] : [];
        _project.Declare("bad", ["Type=" + type.FullName, .. metadata.Split('|', StringSplitOptions.RemoveEmptyEntries), .. counter]);

        await _project.RunAsync();

        var log = LogOf("bad");
        Assert.Contains(" error: ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(" warning: ", log, StringComparison.Ordinal);
        var frames = log.Split('\n').Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("   at Tango.Core.Tests.Execution.Steps.", frames[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_that_cannot_even_say_what_it_is_is_a_failure(bool isNull)
    {
        _project.Declare<FailsBroken>("bad", "IsNull=" + isNull);

        var failed = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.StartsWith("Step 'bad' failed: BrokenException: it has no message", failed.Message, StringComparison.Ordinal);
        Assert.Contains("BrokenException: it has no message", LogOf("bad"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep", "InvalidOperationException: outermost")]
    [InlineData("deep aggregates", "AggregateException: there are too many or too long inner exceptions")]
    [InlineData("wide aggregate", "AggregateException: there are too many or too long inner exceptions")]
    [InlineData("long", "InvalidOperationException: xxxx")]
    [InlineData("long and deep", "InvalidOperationException: xxxx")]
    [InlineData("long aggregate", "AggregateException: there are too many or too long inner exceptions")]
    public async Task An_exception_of_any_size_is_a_failure_of_bounded_text(string shape, string message)
    {
        _project.Declare<FailsHugely>("bad", "Shape=" + shape);

        var failed = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.StartsWith($"Step 'bad' failed: {message}", failed.Message, StringComparison.Ordinal);
        Assert.InRange(failed.Message.Length, 1, TextLimits.MaxError + 100);
        Assert.InRange(LogOf("bad").Length, 1, 2 * TextLimits.MaxText);
    }

    [Theory]
    [InlineData(nameof(EndlessException.Message))]
    [InlineData(nameof(EndlessException.ToString))]
    [InlineData(nameof(EndlessException.StackTrace))]
    public async Task An_exception_whose_text_never_ends_is_under_the_time_limit_of_its_step(string member)
    {
        var gate = Gate.Create();
        _project.Declare<FailsEndlessly>("bad", "Member=" + member, "Gate=" + gate.Name, "Timeout=00:00:00.5", "Retries=2");

        try
        {
            var events = await _project.RunAsync().WaitAsync(TestLimits.Hang);

            Assert.Equal("TANGO0205", Assert.Single(events.Of<RunEvent.StepFailed>()).Code);
        }
        finally
        {
            gate.Open();
        }
    }

    [Theory]
    [InlineData(typeof(FailsInConstructor), "IOException: no licence, at ")]
    [InlineData(typeof(FailsInTypeInitializer), "FormatException: The input string 'no number' was not in a correct format")]
    public async Task The_message_is_that_of_the_cause(Type type, string message)
    {
        _project.Declare("bad", "Type=" + type.FullName);

        var failed = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.StartsWith($"Step 'bad' failed: {message}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_ignores_its_timeout_is_not_repeated_nor_used()
    {
        var (counter, promise) = (Counter.NewName(), Promise.NewName());
        _project.Declare<ReturnsLate>("slow", "Counter=" + counter, "Promise=" + promise, "Timeout=00:00:00.001", "Retries=2");
        var cache = new MemoryStepCache();

        var events = await _project.RunAsync(cache: cache);
        await Task.Run(() => Promise.Find(promise).SetResult(1));

        Assert.Equal("TANGO0205", Assert.Single(events.Of<RunEvent.StepFailed>()).Code);
        Assert.Equal(1, Counter.Of(counter));
        Assert.Empty(cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task An_attempt_that_timed_out_and_ended_is_repeated()
    {
        var counter = Counter.NewName();
        _project.Declare<IsSlowAtFirst>("slow", "Counter=" + counter, "Timeout=00:00:01", "Retries=5");

        var events = await _project.RunAsync();

        Assert.Equal(["slow"], events.Completed);
        Assert.True(Counter.Of(counter) > 1);
    }

    [Fact]
    public async Task A_step_that_cancels_itself_has_failed_and_its_log_shows_how()
    {
        _project.Declare<CancelsItself>("odd");

        var events = await _project.RunAsync();

        Assert.Equal(["odd"], events.Failed);
        Assert.Contains(nameof(OperationCanceledException), LogOf("odd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_whose_code_cannot_be_loaded_has_failed()
    {
        _project.Declare<Pure>("a").Declare<Pure>("b", "Value=2");
        var plan = _project.ExecutionPlan();
        var broken = plan.Steps[0] with { Method = plan.Steps[0].Method with { DeclaringType = "No.Such.Type" } };
        var events = new RecordedEvents();

        await _project.RunAsync(plan with { Steps = [broken, plan.Steps[1]] }, events);

        Assert.Equal(["a"], events.Failed);
        Assert.Equal(["b"], events.Completed);
    }

    private async Task<RecordedEvents> RunAsync(Func<ExecutionPlan, ExecutionPlan> change)
    {
        var events = new RecordedEvents();
        await _project.RunAsync(change(_project.ExecutionPlan()), events);
        return events;
    }

    private string LogOf(string step) => File.ReadAllText(Path.Combine(_project.Cache.PathForStep(_project.UniqueId(step)), "log.txt"));
}
