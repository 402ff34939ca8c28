using Tango.Build.TestKit;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>Steps as jobs of a real Slurm with several nodes.</summary>
[Collection(SlurmGroup.Name)]
[Trait("Speed", "Slow")]
public sealed class SlurmTests(SlurmCluster cluster) : IDisposable
{
    private readonly ClusterProject _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [SlurmFact]
    public async Task Each_step_is_a_job_named_by_its_unique_id_and_tells_of_itself_while_it_runs()
    {
        _project.DeclareWaiting("one").Declare("two", "After=ref:one", "Value=2");

        var run = _project.RunAsync(_events);
        await _events.When(e => e is RunEvent.StepLogged { Step: "one", Text: "in the journal" }).WaitAsync(TestLimits.Hang);
        Assert.Equal(["tango." + _project.Project.UniqueId("one")], _project.Queue());
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(3, await _project.Project.ResultAsync<int>("two"));
        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(_events, "two"));
        Assert.All(_events.Of<RunEvent.StepCompleted>(), completed => Assert.Equal(StepState.Ran, completed.State));
        Assert.Equal(["one", "two"], _project.Ran().Select(entry => entry.Step));
        Assert.All(_project.Ran(), entry => Assert.NotEqual("-", entry.Job));
        Assert.Empty(Directory.GetDirectories(JobFolder.RootIn(_project.Project.Cache.DirectoryPath)));
    }

    [SlurmFact]
    public async Task Steps_that_are_local_or_not_cached_run_here_and_the_others_as_jobs()
    {
        _project
            .Declare("job", "Value=1")
            .Declare("here", "Value=10", "Executor=local", "After=ref:job")
            .Declare("uncached", "Value=100", "CacheResults=false", "After=ref:here")
            .Declare("last", "Value=1000", "After=ref:uncached");

        await _project.RunAsync(_events);

        Assert.Equal(1111, await _project.Project.ResultAsync<int>("last"));
        Assert.Equal(
            ["job: node", "here: here", "uncached: here", "uncached: node", "last: node"],
            _project.Ran().Select(entry => $"{entry.Step}: {(entry.Node == "-" ? "here" : "node")}"));
    }

    [SlurmFact]
    public async Task What_is_in_the_cache_already_is_no_job()
    {
        _project.Declare("one");
        await _project.RunAsync(new RecordedEvents());
        var plan = _project.Plan();

        await new Tango.Execution.Running.Executor(_project.Project.Cache, _events).ExecuteAsync(plan with { Steps = [.. plan.Steps] });

        Assert.Single(_project.Ran());
    }

    [SlurmFact]
    public async Task A_step_that_fails_blocks_what_needs_it_and_is_not_submitted_again()
    {
        _project.Project.Declare<Fails>("bad", "Message=no");
        _project.Declare("after", "After=ref:bad").Declare("free");

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("bad", "TANGO0201"), (failed.Step, failed.Code));
        Assert.Contains("no", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["after"], _events.Blocked);
        Assert.Equal(["free"], _project.Ran().Select(entry => entry.Step));
        Assert.Single(_events.Of<RunEvent.StepSubmitted>(), submitted => submitted.Step == "bad");
    }

    [SlurmFact]
    public async Task A_failure_of_a_step_that_is_part_of_a_job_is_the_failure_of_the_job()
    {
        _project.Project.Declare<FailsInJobs>("part", "CacheResults=false");
        _project.Declare("whole", "After=ref:part");

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("whole", failed.Step);
        Assert.Contains("'part' failed", failed.Message, StringComparison.Ordinal);
    }

    [SlurmTheory]
    [InlineData("Cpus=99")]
    [InlineData("Memory=999GB")]
    [InlineData("Gpus=3")]
    [InlineData("SlurmOptions=--partition=none")]
    [InlineData("SlurmOptions=--constraint=none")]
    [InlineData("SlurmOptions=--no-such-option")]
    public async Task What_the_cluster_does_not_have_is_an_error_of_the_step(string request)
    {
        _project.Declare("big", request).Declare("small");

        await _project.RunAsync(_events);

        Assert.Equal(("big", "TANGO0224"), (Assert.Single(_events.Of<RunEvent.StepFailed>()).Step, _events.Of<RunEvent.StepFailed>().Single().Code));
        Assert.Equal(["small"], _events.Completed);
        await _project.WhenQueueIsEmptyAsync();
    }

    [SlurmFact]
    public async Task A_step_that_crashes_its_process_fails_with_what_it_printed_and_is_repeated_as_often_as_it_says()
    {
        _project.Project.Declare<FailsFast>("crash", "Retries=1");

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0223", failed.Code);
        Assert.Contains("on purpose", failed.Message, StringComparison.Ordinal);
        Assert.Equal(2, _events.Of<RunEvent.StepSubmitted>().Count());
        Assert.Equal(1, Assert.Single(_events.Of<RunEvent.StepRetried>()).FailedAttempts);
    }

    [SlurmFact]
    public async Task The_job_has_the_resources_of_its_step()
    {
        _project.DeclareWaiting("big", "Cpus=3", "Memory=300MB", "Timeout=00:10:00", "Retries=1", "SlurmOptions=--nice=7");

        var run = _project.RunAsync(_events);
        await _events.When(e => e is RunEvent.StepStarted).WaitAsync(TestLimits.Hang);
        var shown = Assert.Single(SlurmCluster.Queue("%C %m %l %y %j"), line => line.EndsWith(_project.Project.UniqueId("big"), StringComparison.Ordinal));
        await _project.OpenAsync("big");
        await run;

        Assert.Equal(["3", "300M", "25:00", "7"], shown.Split(' ')[..4].Select(part => part == "307200K" ? "300M" : part));
    }

    [SlurmFact]
    public async Task Jobs_of_a_driver_that_was_killed_are_found_by_their_names()
    {
        _project.DeclareWaiting("one").Declare("two", "After=ref:one");
        using (var driver = _project.Start())
        {
            await _project.WhenInJournalAsync("one");
            driver.Kill();
            await driver.WaitForExitAsync();
        }

        var run = _project.RunAsync(_events);
        await _events.When(e => e is RunEvent.StepLogged { Step: "one" }).WaitAsync(TestLimits.Hang);
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(["one", "two"], _project.Ran().Select(entry => entry.Step));
        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(_events, "one"));
    }

    [SlurmFact]
    public async Task Two_drivers_over_one_cluster_run_no_step_twice()
    {
        var names = Enumerable.Range(1, 8).Select(number => $"step-{number}").ToArray();
        foreach (var name in names)
            _project.Declare(name, $"Value={name[5..]}");

        _project.Declare("sum", $"After=ref:{names[0]}");
        var other = new RecordedEvents();

        await Task.WhenAll(_project.RunAsync(_events), _project.RunAsync(other));

        Assert.Equal([.. names, "sum"], _project.Ran().Select(entry => entry.Step).Order(StringComparer.Ordinal));
        Assert.Equal([.. names, "sum"], _events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal([.. names, "sum"], other.Completed.Order(StringComparer.Ordinal));
    }

    [SlurmFact]
    public async Task A_controller_that_is_killed_and_comes_back_is_waited_for()
    {
        _project.DeclareWaiting("one").Declare("two", "After=ref:one");

        var run = _project.RunAsync(_events);
        await _events.When(e => e is RunEvent.StepLogged { Step: "one" }).WaitAsync(TestLimits.Hang);
        cluster.KillController();
        await _project.OpenAsync("one");
        await _events.When(e => e is RunEvent.PlanWarned { Code: "TANGO0225" }).WaitAsync(TestLimits.Hang);
        cluster.StartController();
        await run;

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["one", "two"], _events.Completed);
        Assert.Equal(["one", "two"], _project.Ran().Select(entry => entry.Step));
    }

    [SlurmFact]
    public async Task A_job_of_a_node_that_is_lost_runs_again_on_another()
    {
        _project.DeclareWaiting("one");

        var run = _project.RunAsync(_events);
        await _project.WhenInJournalAsync("one");
        var first = _project.Ran()[0];
        cluster.KillNode(first.Node, first.Process);
        await _project.OpenAsync("one");
        await run;
        cluster.RestoreNodes();

        Assert.Equal(["one", "one"], _project.Ran().Select(entry => entry.Step));
        Assert.NotEqual(first.Node, _project.Ran()[1].Node);
        Assert.Equal(["one"], _events.Completed);
        Assert.Single(_events.Of<RunEvent.StepStarted>());
    }

    [SlurmFact]
    public async Task Cancelling_cancels_the_jobs_that_this_build_submitted_and_their_processes()
    {
        _project.DeclareWaiting("one").Declare("two", "After=ref:one");
        using var cancel = new CancellationTokenSource();

        var run = _project.RunAsync(_events, cancellationToken: cancel.Token);
        await _project.WhenInJournalAsync("one");
        await cancel.CancelAsync();
        await run;

        Assert.True(Assert.Single(_events.Of<RunEvent.RunFinished>()).IsCancelled);
        await _project.WhenQueueIsEmptyAsync();
        Assert.False(Directory.Exists($"/proc/{_project.Ran()[0].Process}"));
        Assert.Empty(_events.Failed);
    }

    [SlurmFact]
    public async Task Jobs_can_be_left_when_the_build_is_cancelled_and_the_next_build_takes_them()
    {
        _project.Settings = _project.Settings with { KeepsJobs = true };
        _project.DeclareWaiting("one");
        using var cancel = new CancellationTokenSource();
        var first = new RecordedEvents();

        var run = _project.RunAsync(first, cancellationToken: cancel.Token);
        await _project.WhenInJournalAsync("one");
        await cancel.CancelAsync();
        await run;
        var next = _project.RunAsync(_events);
        await _project.OpenAsync("one");
        await next;

        Assert.Equal([false, true], first.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.IsLeft));
        Assert.Equal(["one"], _events.Completed);
        Assert.Single(_project.Ran());
    }

    [SlurmFact]
    public async Task A_detached_run_submits_all_jobs_and_ends_and_a_later_one_takes_the_results()
    {
        _project
            .DeclareWaiting("one")
            .Declare("two", "After=ref:one")
            .Declare("kept", "CacheResults=false", "After=ref:two")
            .Declare("three", "After=ref:kept", "Value=2")
            .Declare("here", "Executor=local", "After=ref:three")
            .Declare("last", "After=ref:here")
            .Declare("very-last", "After=ref:last");
        var settings = _project.Settings;
        _project.Settings = settings with { IsDetached = true };

        await _project.RunAsync(_events);
        Assert.Equal(["one", "two", "three"], _events.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.Step));
        Assert.Empty(_events.Completed);
        Assert.Equal(3, _project.Queue().Length);

        _project.Settings = settings;
        var later = new RecordedEvents();
        var run = _project.RunAsync(later);
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(8, await _project.Project.ResultAsync<int>("very-last"));
        Assert.Equal(["here", "kept", "kept", "last", "one", "three", "two", "very-last"], _project.Ran().Select(entry => entry.Step).Order(StringComparer.Ordinal));
    }

    [SlurmFact]
    public async Task A_forced_step_of_a_detached_run_is_submitted_again_while_its_job_runs()
    {
        _project.DeclareWaiting("one");
        _project.Settings = _project.Settings with { IsDetached = true };
        await _project.RunAsync(new RecordedEvents());
        await _project.WhenInJournalAsync("one");

        await _project.RunAsync(_events, force: true);
        await _project.OpenAsync("one");
        await _project.WhenInJournalAsync("one", times: 2);
        await _project.OpenAsync("one");
        await _project.WhenQueueIsEmptyAsync();

        Assert.Equal("one", Assert.Single(_events.Of<RunEvent.StepSubmitted>()).Step);
        Assert.Equal(2, _project.Ran().Select(entry => entry.Job).Distinct().Count());
    }

    [SlurmFact]
    public async Task Jobs_that_depend_on_a_failed_one_leave_the_queue()
    {
        _project.Project.Declare<Fails>("bad", "Message=no");
        _project.Declare("after", "After=ref:bad");
        _project.Settings = _project.Settings with { IsDetached = true };

        await _project.RunAsync(_events);

        await _project.WhenQueueIsEmptyAsync();
        Assert.Empty(_project.Ran());
        Assert.Empty(Directory.GetFiles(Path.Combine(JobFolder.RootIn(_project.Project.Cache.DirectoryPath), _project.Project.UniqueId("after")), "events.*", SearchOption.AllDirectories));
    }

    [SlurmFact]
    public async Task A_job_that_starts_after_its_program_was_built_again_stores_nothing()
    {
        var program = Directory.CreateDirectory(_project.Project.PathOf("bin")).FullName;
        var assembly = Path.Combine(program, "Other.dll");
        await File.WriteAllTextAsync(assembly, "as it was");
        _project.DeclareWaiting("first").Declare("second", "After=ref:first");
        _project.Programs = [assembly];

        var run = _project.RunAsync(_events);
        await _project.WhenInJournalAsync("first");
        await File.WriteAllTextAsync(assembly, "built again");
        await _project.OpenAsync("first");
        await run;

        Assert.Equal(("first", "TANGO0227"), (_events.Of<RunEvent.StepFailed>().Single().Step, _events.Of<RunEvent.StepFailed>().Single().Code));
        Assert.False(_project.Project.Cache.Contains(_project.Project.UniqueId("first")));
    }

    [SlurmFact]
    public async Task A_forced_step_does_not_take_the_result_of_a_job_that_was_submitted_before()
    {
        _project.DeclareWaiting("one");
        _project.Settings = _project.Settings with { IsDetached = true };
        await _project.RunAsync(new RecordedEvents());
        await _project.WhenInJournalAsync("one");

        _project.Settings = _project.Settings with { IsDetached = false };
        var run = _project.RunAsync(_events, force: true);
        await _events.When(e => e is RunEvent.StepSubmitted).WaitAsync(TestLimits.Hang);
        await _project.OpenAsync("one");
        await _events.When(e => e is RunEvent.StepStarted).WaitAsync(TestLimits.Hang);
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(2, _project.Ran().Count);
        Assert.Equal(["one"], _events.Completed);
    }
}
