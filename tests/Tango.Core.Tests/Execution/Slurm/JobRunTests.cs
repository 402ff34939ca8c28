using Tango.Execution;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>What becomes of a step when its job ends without saying how.</summary>
public sealed class JobRunTests : IDisposable
{
    private readonly ClusterProject _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("TIMEOUT", "TimeLimit", 1, "(1) ran longer than Slurm allows. Set or raise Timeout")]
    [InlineData("DEADLINE", "TimeLimit", 1, "(1) ran longer than Slurm allows. Set or raise Timeout")]
    [InlineData("OUT_OF_MEMORY", "OutOfMemory", 1, "(1) used more memory than it has. Set or raise Memory")]
    [InlineData("CANCELLED", "None", 1, "(1) was cancelled. Build again")]
    [InlineData("FAILED", "NonZeroExitCode", 1, "(1) ended without a report (FAILED, NonZeroExitCode). A crash")]
    [InlineData("COMPLETED", "None", 1, "(1) ended, but its result is not in the cache. The directory of the cache must be the same")]
    [InlineData("NODE_FAIL", "None", 3, "(3) was lost with its node again and again (NODE_FAIL)")]
    [InlineData("BOOT_FAIL", "None", 3, "(3) was lost with its node again and again (BOOT_FAIL)")]
    [InlineData("PREEMPTED", "None", 3, "(3) was lost with its node again and again (PREEMPTED)")]
    [InlineData(null, "", 3, "is not in the queue any more, and has left no result. The directory of the cache")]
    public async Task A_job_that_ends_without_a_report_fails_its_step_and_is_submitted_again_only_if_the_cluster_lost_it(string? state, string reason, int submissions, string message)
    {
        var slurm = new FakeSlurm(_ => (state, reason));

        Assert.Equal(StepCompletion.Failed, await RunAsync(slurm));

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0223", failed.Code);
        Assert.Contains($"Step 'one' failed: its job {message}", failed.Message, StringComparison.Ordinal);
        Assert.Equal(submissions, slurm.Submitted.Count);
    }

    [Theory]
    [InlineData("FAILED", "The node needs curl")]
    [InlineData("COMPLETED", "The node needs curl")]
    [InlineData(null, "The node needs curl")]
    [InlineData("TIMEOUT", "Set or raise Timeout")]
    [InlineData("OUT_OF_MEMORY", "Set or raise Memory")]
    [InlineData("CANCELLED", "Build again")]
    public void Where_nodes_do_not_share_files_the_way_out_is_what_a_node_needs(string? state, string way) =>
        Assert.StartsWith(way, JobEnd.WayOut(state is null ? null : new SlurmJob("1", state, "", "n", "c"), sendsFiles: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("JobId=7 JobName=tango ExitCode=21:0 DerivedExitCode=0:0", 21)]
    [InlineData("JobId=7 ExitCode=0:9", 0)]
    [InlineData("JobId=7 DerivedExitCode=3:0", null)]
    [InlineData("JobId=7 ExitCode=x:0", null)]
    [InlineData("slurm_load_jobs error: Invalid job id specified", null)]
    [InlineData("", null)]
    public void The_exit_code_of_a_job_is_read_from_what_the_controller_shows(string shown, int? exitCode) => Assert.Equal(exitCode, SlurmJob.ParseExitCode(shown));

    [Theory]
    [InlineData("PartitionConfig")]
    [InlineData("PartitionTimeLimit")]
    [InlineData("BadConstraints")]
    [InlineData("AccountNotAllowed")]
    [InlineData("QOSMaxCpuPerJobLimit")]
    [InlineData("AssocMaxMemPerJob")]
    public async Task A_job_that_would_wait_for_ever_is_cancelled_and_its_step_fails(string reason)
    {
        var slurm = new FakeSlurm(_ => ("PENDING", reason));

        Assert.Equal(StepCompletion.Failed, await RunAsync(slurm));

        Assert.Equal(("TANGO0224", true), (_events.Of<RunEvent.StepFailed>().Single().Code, _events.Of<RunEvent.StepFailed>().Single().Message.Contains($"would wait for ever ({reason})", StringComparison.Ordinal)));
        Assert.Equal(["1"], slurm.Cancelled);
    }

    [Theory]
    [InlineData("launch failed requeued held")]
    [InlineData("JobLaunchFailure")]
    public async Task A_job_that_no_node_could_start_is_cancelled_and_submitted_again(string reason)
    {
        var slurm = new FakeSlurm(submitted => submitted < 3 ? ("PENDING", reason) : ("CANCELLED", ""));

        await RunAsync(slurm);

        Assert.Equal(3, slurm.Submitted.Count);
        Assert.Equal(["1", "2"], slurm.Cancelled);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("CANCELLED")]
    [InlineData("NODE_FAIL")]
    [InlineData(null)]
    public async Task A_result_in_the_cache_is_the_truth_whatever_the_queue_says(string? state)
    {
        var slurm = new FakeSlurm(_ => (state, ""));

        Assert.Equal(StepCompletion.Completed, await RunAsync(slurm, isStored: () => slurm.Submitted.Count > 0));

        Assert.Equal(["StepSubmitted", "StepStarted", "StepCompleted"], ClusterProject.KindsOf(_events, "one"));
    }

    [Fact]
    public async Task A_controller_that_does_not_answer_or_is_full_is_asked_again_and_that_is_told_once()
    {
        var questions = 0;
        var slurm = new FakeSlurm(_ => ("CANCELLED", ""))
        {
            OnList = () => _ = ++questions == 2 ? throw new SlurmException("Unable to contact slurm controller", SlurmFault.Unreachable) : 0,
            OnSubmit = call => _ = call switch
            {
                1 => throw new SlurmException("Unable to contact slurm controller", SlurmFault.Unreachable),
                2 => throw new SlurmException("Job violates accounting/QOS policy", SlurmFault.Full),
                _ => 0,
            },
        };

        await RunAsync(slurm);

        Assert.Equal(3, slurm.Submitted.Count);
        Assert.True(questions > 2);
        Assert.Equal("TANGO0225", Assert.Single(_events.Of<RunEvent.PlanWarned>()).Code);
    }

    [Fact]
    public async Task Attempts_of_a_job_that_never_reported_count_as_attempts()
    {
        _project.Declare("one", "Retries=2");
        var slurm = new FakeSlurm(_ => ("OUT_OF_MEMORY", ""));

        Assert.Equal(StepCompletion.Failed, await RunAsync(slurm));

        Assert.Equal(3, slurm.Submitted.Count);
        Assert.Equal([1, 2], _events.Of<RunEvent.StepRetried>().Select(retried => retried.FailedAttempts));
    }

    [Theory]
    [InlineData(SlurmFault.NotInstalled, "TANGO0434", "cannot become a job of Slurm: no squeue")]
    [InlineData(SlurmFault.Refused, "TANGO0224", "no squeue")]
    public async Task Without_a_queue_that_answers_a_step_fails_and_does_not_wait(object fault, string code, string message)
    {
        var slurm = new FakeSlurm(_ => ("RUNNING", "")) { OnList = () => throw new SlurmException("no squeue", (SlurmFault)fault) };

        Assert.Equal(StepCompletion.Failed, await RunAsync(slurm));

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(code, failed.Code);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
        Assert.Empty(slurm.Submitted);
    }

    [Theory]
    [InlineData("not JSON\n", "It is not an event")]
    [InlineData("{\"event\":\"dance\"}\n", "It is not an event: 'dance' is not a kind of event")]
    [InlineData("{}\n", "It is not an event")]
    [InlineData("{\"event\":\"stepCompleted\",\"step\":\"one\"}\n", "It is not an event")]
    [InlineData("\0\0\0\n", "It is not an event")]
    public async Task A_report_that_no_worker_writes_fails_the_step(string report, string fault)
    {
        _project.Declare("one");
        var slurm = new FakeSlurm(_ => ("RUNNING", ""));

        Assert.Equal(StepCompletion.Failed, await RunAsync(slurm, onSubmitted: folder => File.WriteAllText(folder.EventsOf(0), report)));

        Assert.Contains("wrote a report that cannot be read. " + fault, _events.Of<RunEvent.StepFailed>().Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_written_line_of_a_lost_node_is_not_read_with_the_next_attempt()
    {
        var slurm = new FakeSlurm(_ => ("RUNNING", ""));

        var completion = await RunAsync(slurm, onSubmitted: folder =>
        {
            File.WriteAllText(folder.EventsOf(0), "{\"event\":\"stepStarted\",\"step\":\"one\",\"uniqueId\":\"" + Job().UniqueId + "\"}\n{\"event\":\"stepFai");
            File.WriteAllText(folder.EventsOf(1), "{\"event\":\"stepFailed\",\"step\":\"one\",\"uniqueId\":\"" + Job().UniqueId + "\",\"seconds\":1,\"code\":\"TANGO0201\",\"message\":\"no\"}\n");
        });

        Assert.Equal(StepCompletion.Failed, completion);
        Assert.Equal("no", _events.Of<RunEvent.StepFailed>().Single().Message);
    }

    private StepJob Job()
    {
        if (_project.Project.Declarations.Count == 0)
            _project.Declare("one");

        var plan = _project.Plan();
        return new StepJob(plan, plan.Steps[0]);
    }

    private async Task<StepCompletion> RunAsync(FakeSlurm slurm, Func<bool>? isStored = null, Action<JobFolder>? onSubmitted = null)
    {
        var job = Job();
        var believed = new ReportedSteps(_project.Plan());
        void Report(RunEvent runEvent)
        {
            Assert.True(believed.TryAdd(runEvent), $"'{RunEventText.Format(runEvent)}' does not fit.");
            if (runEvent is RunEvent.StepSubmitted && onSubmitted is not null)
                onSubmitted(FakeSlurm.FolderOf(slurm.Submitted[^1]));

            _events.OnEvent(runEvent);
        }

        await using var session = new SlurmSession(
            _project.Plan(), slurm, found => Report(new RunEvent.PlanWarned { Step = "", Code = found.Code, Message = found.Message }), TimeProvider.System, CancellationToken.None)
        { FileGrace = TimeSpan.Zero };
        return await new JobRun(session, job, isStored ?? (() => false), () => null, Report).RunAsync(CancellationToken.None);
    }
}
