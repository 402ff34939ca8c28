using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tango.Caching.Remote;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>The real worker, started with this assembly's own deps.json and runtimeconfig.json.</summary>
[Trait("Speed", "Slow")]
public sealed class WorkerTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    private string PlanFile => Path.Combine(_project.StateDirectory, "plan.json");

    [Fact]
    public async Task A_plan_is_carried_out_in_another_process()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");

        Assert.Null(await RunAsync());

        Assert.Equal(["one", "sum"], _events.Completed);
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
        Assert.Empty(_events.Of<RunEvent.StrayOutput>());
    }

    // Its events, its text and what the shell writes share one file, and one place in it.
    [Theory]
    [InlineData(">")]
    [InlineData(">>")]
    public async Task Run_by_hand_with_its_output_in_a_file_it_overwrites_nothing(string redirection)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        ExecutionPlanFile.Write(PlanFile, TestWorker.PlanOf(_project));
        var file = _project.PathOf("output");
        var script = $$"""file=$1; shift; { echo first; "$@"; echo last; } {{redirection}} "$file" 2>&1""";
        using var shell = Process.Start("sh", ["-c", script, "sh", file, TestWorker.Settings.DotNetHost, .. TestWorker.Arguments("run", PlanFile)]);
        await shell.WaitForExitAsync();

        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(("first", "last"), (lines[0], lines[^1]));
        Assert.Equal(5, lines[1..^1].Select(line => RunEventJson.Read(Encoding.UTF8.GetBytes(line))).Count());
        Assert.IsType<RunEvent.RunFinished>(RunEventJson.Read(Encoding.UTF8.GetBytes(lines[^2])));
    }

    [Fact]
    public async Task Values_arrive_as_they_were_declared_in_every_culture()
    {
        using var _ = Parameters.Culture.Use("de-DE");
        _project.Declare<TakesAnything>("json", "Value={\"rate\": 1.5e-7, \"day\": \"2026-01-31\"}").Declare<Steps.Half>("half", "Number=1.5e-7");

        Assert.Null(await RunAsync());

        Assert.Equal("{\"day\":\"2026-01-31\",\"rate\":0.00000015}", await _project.ResultAsync<string>("json"));
        Assert.Equal(1.5e-7 / 2, await _project.ResultAsync<double>("half"));
    }

    // Its runtime is another platform's: nothing of it can be loaded here.
    [Fact]
    public async Task The_steps_of_a_self_contained_program_run_on_the_shared_runtime()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");

        Assert.Null(await RunAsync(SelfContained.ForAnotherPlatform(TestWorker.Settings, _project.StateDirectory)));

        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
    }

    [Fact]
    public async Task A_step_that_prints_does_not_keep_others_from_telling_what_they_do()
    {
        var file = _project.PathOf("told");
        _project.Declare<HoldsConsole>("holds", $"Until={file}").Declare<SaysAndLeaves>("says", $"File={file}");

        Assert.Null(await RunAsync());

        Assert.Equal(["holds", "says"], _events.Completed.Order(StringComparer.Ordinal));
    }

    // The whole assembly has them, see EnvironmentSecret. A worker that sends files of jobs uses the token, and steps that run in it do not get it either.
    [ShTheory]
    [InlineData("TANGO_REMOTE_CACHE_TOKEN", false)]
    [InlineData("TANGO_REMOTE_CACHE_TOKEN", true)]
    [InlineData("TANGO_SECRET_KEY", false)]
    [InlineData("TANGO_SECRET_KEY", true)]
    public async Task Secrets_of_the_build_itself_do_not_reach_steps(string variable, bool sendsFiles)
    {
        Assert.NotNull(Environment.GetEnvironmentVariable(variable));
        _project.DeclareCommand("print", $"printf '<%s>' \"${variable}\"", "Executor=local");
        var plan = TestWorker.PlanOf(_project);
        if (sendsFiles)
        {
            var store = Path.Combine(_project.StateDirectory, "store.json");
            new RemoteCacheFile(new RemoteCacheSettings("http://localhost:1"), _project.Cache.DirectoryPath).WriteTo(store);
            plan = plan with { Slurm = new SlurmSettings { Worker = ["dotnet"], SendsFiles = true, Store = store } };
        }

        Assert.Null(await RunAsync(plan: plan));

        Assert.Equal("<>", await _project.ResultAsync<string>("print"));
    }

    [Fact]
    public async Task A_failed_step_is_no_failure_of_the_worker()
    {
        _project.Declare<Fails>("bad", "Message=no");

        Assert.Null(await RunAsync());

        Assert.Equal(["bad"], _events.Failed);
    }

    [Fact]
    public async Task Output_of_native_code_is_distinguished_from_events()
    {
        _project.Declare<PrintsNatively>("step");

        Assert.Null(await RunAsync());

        Assert.Equal(["step"], _events.Completed);
        Assert.Equal(["half a line, a whole line", "half a line at the end"], _events.Of<RunEvent.StrayOutput>().Select(stray => stray.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_a_step_left_behind_does_not_hold_the_build(bool crash)
    {
        _project.Declare<LeavesProcess>("step", "Crash=" + crash);

        Assert.Null(await RunAsync());

        using var left = Process.GetProcessById(int.Parse(_events.Of<RunEvent.StepLogged>().Single().Text, CultureInfo.InvariantCulture));
        Assert.False(left.HasExited);
        left.Kill();
        Assert.Equal(["step"], crash ? _events.Failed : _events.Completed);
    }

    [Fact]
    public async Task An_observer_that_fails_ends_the_worker_and_is_heard_of()
    {
        _project.Declare<SaysALot>("step");
        ExecutionPlanFile.Write(PlanFile, TestWorker.PlanOf(_project));

        var run = new WorkerProcess(TestWorker.Settings, new FailingObserver()).RunAsync(TestWorker.PlanOf(_project), PlanFile, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<IOException>(() => run.WaitAsync(TestLimits.Hang));
        Assert.Equal("no space left", failure.Message);
    }

    [Fact]
    public async Task A_step_that_reads_the_console_finds_it_empty()
    {
        _project.Declare<ReadsConsole>("step");
        using var limit = new CancellationTokenSource(TestLimits.Hang);

        Assert.Null(await RunAsync(cancellationToken: limit.Token));

        Assert.True(await _project.ResultAsync<bool>("step"));
    }

    [Fact]
    public async Task Progress_that_is_no_number_has_no_fraction()
    {
        _project.Declare<ReportsNoNumber>("step");

        Assert.Null(await RunAsync());

        Assert.Equal(
            [new RunEvent.StepProgressed { Step = "step", Text = "nothing" }, new RunEvent.StepProgressed { Step = "step", Text = "too much" }],
            _events.Of<RunEvent.StepProgressed>());
        Assert.Equal(["step"], _events.Completed);
    }

    [Theory]
    [InlineData(typeof(FailsFast), "on purpose", "code 0x80131623 while running 'crash': it was ended by Environment.FailFast")]
    [InlineData(typeof(OverflowsTheStackOnPurpose), "Stack overflow", "code 0xC00000FD while running 'crash': it was ended by a stack overflow")]
    public async Task A_crash_names_the_step_that_was_running(Type type, string printed, string onWindows)
    {
        _project.Declare("crash", "Type=" + type.FullName);

        Assert.Null(await RunAsync());

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("crash", "TANGO0203"), (failed.Step, failed.Code));
        Assert.Contains(OperatingSystem.IsWindows() ? onWindows : "code 134 while running 'crash': it was aborted", failed.Message, StringComparison.Ordinal);
        Assert.Contains(printed, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_complete_before_a_crash_is_in_the_cache()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<FailsFast>("crash", "DependsOn=one");

        Assert.Null(await RunAsync());

        Assert.Equal(["crash"], _events.Failed);
        Assert.Equal(1, await _project.ResultAsync<int>("one"));
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_says_what_to_set()
    {
        _project.Declare<Constant>("one", "Value=1");

        var failure = await RunAsync(TestWorker.Settings with { DotNetHost = _project.PathOf("no-dotnet") });

        Assert.Equal("TANGO0203", failure!.Code);
        Assert.Contains("set TangoDotNetHost to the dotnet to use", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "No.Such.Framework", "version": "1.0.0"}""", "No.Such.Framework 1.0.0, which is not in", "(installed: none)")]
    [InlineData("""{"name": "Microsoft.NETCore.App", "version": "99.0.0"}""", "Microsoft.NETCore.App 99.0.0, which is not in", "(installed: ")]
    public async Task A_missing_runtime_is_one_line_that_says_what_to_do(string framework, string needed, string there)
    {
        _project.Declare<Constant>("one", "Value=1");
        var config = _project.Write("old.runtimeconfig.json", "{\"runtimeOptions\": {\"framework\": " + framework + "}}");

        var failure = await RunAsync(TestWorker.Settings with { RuntimeConfigFile = config });

        Assert.Equal("TANGO0425", failure!.Code);
        Assert.Contains(needed, failure.Message, StringComparison.Ordinal);
        Assert.Contains(there, failure.Message, StringComparison.Ordinal);
        Assert.Contains("set RuntimeFrameworkVersion or RollForward", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("broken.runtimeconfig.json", ": the project's runtimeconfig.json cannot be read. It printed: ")]
    [InlineData("broken.deps.json", ": what the project's deps.json lists cannot be found or read. It printed: ")]
    public async Task A_host_that_refuses_is_one_line_that_says_why(string file, string message)
    {
        _project.Declare<Constant>("one", "Value=1");
        var broken = _project.Write(file, "{");

        var failure = await RunAsync(file.Contains("deps", StringComparison.Ordinal)
            ? TestWorker.Settings with { DepsFile = broken }
            : TestWorker.Settings with { RuntimeConfigFile = broken });

        Assert.Equal("TANGO0426", failure!.Code);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("no.deps.json", "GenerateDependencyFile")]
    [InlineData("no.runtimeconfig.json", "GenerateRuntimeConfigurationFiles")]
    public async Task A_file_that_the_SDK_did_not_write_is_reported_with_its_property(string file, string property)
    {
        _project.Declare<Constant>("one", "Value=1");
        var missing = _project.PathOf(file);
        var settings = TestWorker.Settings with { DotNetHost = _project.PathOf("no-dotnet") };

        var failure = await RunAsync(file.Contains("deps", StringComparison.Ordinal) ? settings with { DepsFile = missing } : settings with { RuntimeConfigFile = missing });

        Assert.Equal("TANGO0424", failure!.Code);
        Assert.Contains($"'{missing}' does not exist. The SDK writes it unless {property} is false", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_build_stops_the_worker_cleanly()
    {
        _project.Declare<WaitsForCancellation>("slow");
        using var cancellation = new CancellationTokenSource();

        var run = RunAsync(cancellationToken: cancellation.Token);
        await _events.When(e => e is RunEvent.StepLogged);
        await cancellation.CancelAsync();

        Assert.Null(await run);
        Assert.True(Assert.Single(_events.Of<RunEvent.RunFinished>()).IsCancelled);
        Assert.Empty(_events.Failed);
    }

    [Fact]
    public async Task A_step_that_does_not_stop_is_killed_after_the_grace()
    {
        _project.Declare<IgnoresCancellation>("slow");
        using var cancellation = new CancellationTokenSource();

        var run = RunAsync(TestWorker.Settings with { CancellationGrace = TimeSpan.FromMilliseconds(1) }, cancellationToken: cancellation.Token);
        await _events.When(e => e is RunEvent.StepLogged);
        await cancellation.CancelAsync();

        Assert.Null(await run);
        Assert.Empty(_events.Of<RunEvent.RunFinished>());
    }

    [Theory]
    [InlineData(typeof(WaitsForCancellation), false)]
    [InlineData(typeof(IgnoresCancellation), false)]
    [InlineData(typeof(IgnoresCancellation), true)]
    public async Task A_worker_ends_with_its_parent(Type type, bool isCancelledBefore)
    {
        _project.Declare("slow", "Type=" + type.FullName);
        ExecutionPlanFile.Write(PlanFile, TestWorker.PlanOf(_project));
        using var worker = TestWorker.Start("run", PlanFile, "--attached");
        await LineWith(worker, "waiting");
        if (isCancelledBefore)
        {
            await worker.StandardInput.WriteLineAsync("cancel");
            await worker.StandardInput.FlushAsync();
            await LineWith(worker, "not now");
        }

        worker.StandardInput.Close();
        await worker.WaitForExitAsync(new CancellationTokenSource(TestLimits.Hang).Token);

        Assert.Equal(3, worker.ExitCode);
    }

    [Fact]
    public async Task A_plan_can_be_replayed_by_hand()
    {
        _project.Declare<Constant>("one", "Value=1");
        ExecutionPlanFile.Write(PlanFile, TestWorker.PlanOf(_project));
        using var worker = TestWorker.Start("run", PlanFile);

        worker.StandardInput.Close();
        await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();

        Assert.Equal(0, worker.ExitCode);
        Assert.Equal(1, await _project.ResultAsync<int>("one"));
    }

    [Theory]
    [InlineData("Usage: Tango.Worker run PLAN.json")]
    [InlineData("Usage: Tango.Worker run PLAN.json", "walk", "plan.json")]
    [InlineData("was written by another version of Tango", "run", "{\"toolVersion\": \"1\", \"schemaVersion\": 999}")]
    [InlineData("is not a plan file", "run", "not JSON")]
    [InlineData("no-such-plan.json", "run", null)]
    public async Task A_worker_that_is_misused_says_so(string message, string? verb = null, string? plan = null)
    {
        if (plan is not null)
            await File.WriteAllTextAsync(PlanFile, plan);

        string[] arguments = verb is null ? [] : [verb, plan is null ? _project.PathOf("no-such-plan.json") : PlanFile];
        using var worker = TestWorker.Start(arguments);

        var error = await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync();

        Assert.Equal(2, worker.ExitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    private async Task<Diagnostic?> RunAsync(WorkerSettings? settings = null, ExecutionPlan? plan = null, CancellationToken cancellationToken = default)
    {
        var workers = new WorkerRuns(settings ?? TestWorker.Settings, _events, plan ?? TestWorker.PlanOf(_project), PlanFile, part => ExecutionPlanFile.Write(PlanFile, part));
        return (await workers.RunAsync(cancellationToken)).SingleOrDefault();
    }

    private static async Task LineWith(Process worker, string text)
    {
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The worker ended before it said '{text}'.");
    }

    private sealed class FailingObserver : IRunObserver
    {
        public void OnEvent(RunEvent runEvent) => throw new IOException("no space left");
    }
}
