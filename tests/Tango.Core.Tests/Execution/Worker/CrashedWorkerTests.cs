using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>A step that takes its process down: it alone fails, and another worker carries out the rest.</summary>
[Trait("Speed", "Slow")]
public sealed class CrashedWorkerTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    // Windows has no signals, and its handles are not the numbers of descriptors.
    public static TheoryData<CrashKind> Kinds { get; } =
        [.. Enum.GetValues<CrashKind>().Where(kind => !OperatingSystem.IsWindows() || kind is not (CrashKind.Terminated or CrashKind.ClosesEverything))];

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_alone_fails_whatever_runs_beside_it(CrashKind kind)
    {
        var (one, two) = (_project.PathOf("one"), _project.PathOf("two"));
        _project
            .Declare<CompletesTheSecondTime>("one", "Mark=" + one, "Value=1")
            .Declare<Crashes>("crash", $"Kind={kind}", $"After={one}|{two}")
            .Declare<CompletesTheSecondTime>("two", "Mark=" + two, "Value=2")
            .Declare<Pure>("dependent", "Value=ref:crash")
            .Declare<Plus>("later", "Left=ref:one", "Right=ref:two");

        Assert.Empty(await RunAsync());

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("crash", "TANGO0203"), (failed.Step, failed.Code));
        Assert.Contains(" while running 'crash'", failed.Message, StringComparison.Ordinal);
        Assert.True(failed.Message.Length < 3000, failed.Message);
        Assert.EndsWith($" Log: {failed.LogPath}", failed.Message, StringComparison.Ordinal);
        Assert.True(failed.Duration > TimeSpan.Zero);
        Assert.DoesNotContain('\n', failed.Message);
        Assert.Equal(["later", "one", "two"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(["dependent"], _events.Blocked);
        Assert.Equal((3, 1, 1), Assert.Single(_events.Of<RunEvent.RunFinished>()) is var end ? (end.RanCount, end.FailedCount, end.BlockedCount) : default);
        Assert.Equal(3, await _project.ResultAsync<int>("later"));
    }

    [Theory]
    [InlineData("crash", 0, "TANGO0203")]
    [InlineData("crash,return", 1, null)]
    [InlineData("crash,crash,return", 1, "TANGO0203")]
    [InlineData("crash,crash,return", 2, null)]
    [InlineData("throw,crash,return", 1, "TANGO0203")]
    [InlineData("throw,crash,return", 2, null)]
    [InlineData("crash,throw,return", 1, "TANGO0201")]
    [InlineData("crash,throw,crash,return", 3, null)]
    public async Task A_crash_is_a_failed_attempt_and_is_retried_as_often_as_allowed(string attempts, int retries, string? error)
    {
        var count = _project.PathOf("count");
        _project
            .Declare<EndsEachTimeAs>("step", "Attempts=" + attempts, "Count=" + count, $"Retries={retries}")
            .Declare<Plus>("dependent", "Left=ref:step", "Right=1");

        Assert.Empty(await RunAsync());

        var made = File.ReadAllLines(count).Length;
        Assert.Equal(error is null ? attempts.Split(',').Length : retries + 1, made);
        Assert.Equal(error is null ? [] : [error], _events.Of<RunEvent.StepFailed>().Select(failed => failed.Code));
        Assert.Equal(error is null ? ["dependent", "step"] : [], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, made - 1), _events.Of<RunEvent.StepRetried>().Select(retried => retried.FailedAttempts));
        Assert.Equal(
            Enumerable.Range(1, made - 1).Select(attempt => $"Attempt {attempt} of {retries + 1} failed, retrying"),
            _events.Of<RunEvent.StepLogged>().Where(logged => logged.Level == StepLogLevel.Warning).Select(logged => logged.Text.Split(':')[0]));
    }

    [Fact]
    public async Task Two_steps_that_crash_are_two_errors_and_the_rest_completes()
    {
        var mark = _project.PathOf("mark");
        _project
            .Declare<CompletesTheSecondTime>("beside", "Mark=" + mark)
            .Declare<Crashes>("first", "Kind=ExitWithZero", "After=" + mark)
            .Declare<Crashes>("second", "Kind=ThrowingThread", "After=" + mark)
            .Declare<Constant>("last", "Value=1", "DependsOn=beside");

        Assert.Empty(await RunAsync());

        Assert.Equal(["first", "second"], _events.Failed.Order(StringComparer.Ordinal));
        Assert.Equal(["beside", "last"], _events.Completed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_cached_is_computed_again_for_steps_that_need_it_and_reported_once()
    {
        var (count, other) = (_project.PathOf("count"), _project.PathOf("other"));
        _project
            .Declare<CountsInFile>("unused", "File=" + other)
            .Declare<CountsInFile>("used", "File=" + count)
            .Declare<Crashes>("crash", "Kind=FailFast", "DependsOn=used")
            .Declare<Plus>("sum", "Left=ref:used", "Right=1");

        Assert.Empty(await RunAsync(TestWorker.PlanOf(_project) with { Options = new() { MaxParallelism = 1 } }));

        Assert.Equal(["crash"], _events.Failed);
        Assert.Equal(6, await _project.ResultAsync<int>("sum"));
        Assert.Equal(["sum", "unused", "used"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(2, File.ReadAllLines(count).Length);
        Assert.Single(File.ReadAllLines(other));
    }

    [Fact]
    public async Task What_is_computed_again_after_a_crash_has_all_its_attempts_again()
    {
        var count = _project.PathOf("count");
        _project
            .Declare<EndsEachTimeAs>("used", "Attempts=throw,return,throw,return", "Count=" + count, "Retries=1", "CacheResults=false")
            .Declare<Crashes>("crash", "Kind=FailFast", "DependsOn=used")
            .Declare<Plus>("sum", "Left=ref:used", "Right=1");

        Assert.Empty(await RunAsync(TestWorker.PlanOf(_project) with { Options = new() { MaxParallelism = 1 } }));

        Assert.Equal(["crash"], _events.Failed);
        Assert.Equal(["sum", "used"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadAllLines(count).Length);
    }

    [Fact]
    public async Task An_equal_step_takes_the_result_that_was_computed_before_a_crash()
    {
        _project
            .Declare<Constant>("one", "Value=1")
            .Declare<Crashes>("crash", "Kind=ExitWithZero", "DependsOn=one")
            .Declare<Constant>("same", "Value=1")
            .Declare<Plus>("sum", "Left=ref:same", "Right=1");

        Assert.Empty(await RunAsync(TestWorker.PlanOf(_project) with { Options = new() { MaxParallelism = 1 } }));

        Assert.Equal(["crash"], _events.Failed);
        Assert.Equal(["one", "same", "sum"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(2, await _project.ResultAsync<int>("sum"));
    }

    [Fact]
    public async Task A_crash_that_does_not_happen_again_is_a_warning()
    {
        var (mark, beside) = (_project.PathOf("mark"), _project.PathOf("beside"));
        _project.Declare<CrashesOnce>("once", "Mark=" + mark, "After=" + beside).Declare<CompletesTheSecondTime>("beside", "Mark=" + beside);

        var warning = Assert.Single(await RunAsync());

        Assert.Equal(("TANGO0221", false), (warning.Code, warning.IsError));
        Assert.Contains("while running 'beside', 'once'", warning.Message, StringComparison.Ordinal);
        Assert.Contains("on purpose", warning.Message, StringComparison.Ordinal);
        Assert.Equal(["beside", "once"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Empty(_events.Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_an_ended_step_left_is_not_the_fault_of_the_one_that_runs(int parallelism)
    {
        var mark = _project.PathOf("mark");
        _project
            .Declare<LeavesCrash>("bad", "After=" + mark)
            .Declare<CompletesTheSecondTime>("innocent", "Mark=" + mark, "DependsOn=bad")
            .Declare<Plus>("dependent", "Left=ref:innocent", "Right=1");

        var warning = Assert.Single(await RunAsync(TestWorker.PlanOf(_project) with { Options = new() { MaxParallelism = parallelism } }));

        Assert.Equal("TANGO0221", warning.Code);
        Assert.Contains("or for code that an earlier step left running", warning.Message, StringComparison.Ordinal);
        Assert.Empty(_events.Failed);
        Assert.Equal(["bad", "dependent", "innocent"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(1, await _project.ResultAsync<int>("dependent"));
    }

    [Theory]
    [InlineData("CacheResults=true", false)]
    [InlineData("CacheResults=false", true)]
    public async Task The_error_says_whether_others_ran_in_the_process(string setting, bool isShared)
    {
        _project.Declare<Writes>("before", "Text=", setting).Declare<Crashes>("crash", "Kind=FailFast", "After=ref:before");

        Assert.Empty(await RunAsync());

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("crash", failed.Step);
        Assert.Equal(isShared, failed.Message.Contains("Code that an earlier step left running in the same process may have done it.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_keep_going_nothing_starts_after_it_and_what_ran_beside_it_completes()
    {
        var mark = _project.PathOf("mark");
        _project
            .Declare<CompletesTheSecondTime>("beside", "Mark=" + mark)
            .Declare<Crashes>("crash", "Kind=ExitWithThree", "After=" + mark)
            .Declare<Constant>("later", "Value=1", "DependsOn=beside");

        Assert.Empty(await RunAsync(TestWorker.PlanOf(_project) with { Options = new() { KeepGoing = false, MaxParallelism = 4 } }));

        Assert.Equal(["crash"], _events.Failed);
        Assert.Equal(["beside"], _events.Completed);
    }

    [Fact]
    public async Task The_plan_file_has_all_steps_in_the_end()
    {
        var mark = _project.PathOf("mark");
        _project.Declare<CompletesTheSecondTime>("beside", "Mark=" + mark).Declare<Crashes>("crash", "Kind=FailFast", "After=" + mark);

        await RunAsync();

        Assert.Equal(["beside", "crash"], ExecutionPlanFile.Read(PlanFile).Steps.Select(step => step.Name));
    }

    private string PlanFile => Path.Combine(_project.StateDirectory, "plan.json");

    private Task<IReadOnlyList<Diagnostic>> RunAsync(ExecutionPlan? plan = null) => new WorkerRuns(
        TestWorker.Settings,
        _events,
        plan ?? TestWorker.PlanOf(_project),
        PlanFile,
        part => ExecutionPlanFile.Write(PlanFile, part)).RunAsync(CancellationToken.None).WaitAsync(TestLimits.Hang);
}
