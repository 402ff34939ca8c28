using Tango.Build.TestKit;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>Steps as jobs of a real Slurm with several nodes.</summary>
[Collection(SlurmGroup.Name)]
[Trait("Speed", "Slow")]
public sealed class SlurmTests(SlurmCluster cluster) : JobScenarios(cluster, new ClusterProject())
{
    private readonly SlurmCluster _cluster = cluster;

    [SlurmFact]
    public async Task Each_step_is_a_job_named_by_its_unique_id_and_tells_of_itself_while_it_runs()
    {
        Project.DeclareWaiting("one").Declare("two", "After=ref:one", "Value=2");

        var run = Project.RunAsync(Events);
        await Events.When(e => e is RunEvent.StepLogged { Step: "one", Text: "in the journal" }).WaitAsync(TestLimits.Hang);
        Assert.Equal(["tango." + Project.Project.UniqueId("one")], Project.Queue());
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(3, await Project.Project.ResultAsync<int>("two"));
        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(Events, "two"));
        Assert.All(Events.Of<RunEvent.StepCompleted>(), completed => Assert.Equal(StepState.Ran, completed.State));
        Assert.Equal(["one", "two"], Project.Ran().Select(entry => entry.Step));
        Assert.All(Project.Ran(), entry => Assert.NotEqual("-", entry.Job));
        Assert.Empty(Directory.GetDirectories(JobFolder.RootIn(Project.Project.Cache.DirectoryPath)));
    }

    [SlurmFact]
    public async Task Steps_that_are_local_or_not_cached_run_here_and_the_others_as_jobs()
    {
        Project
            .Declare("job", "Value=1")
            .Declare("here", "Value=10", "Executor=local", "After=ref:job")
            .Declare("uncached", "Value=100", "CacheResults=false", "After=ref:here")
            .Declare("last", "Value=1000", "After=ref:uncached");

        await Project.RunAsync(Events);

        Assert.Equal(1111, await Project.Project.ResultAsync<int>("last"));
        Assert.Equal(
            ["job: node", "here: here", "uncached: here", "uncached: node", "last: node"],
            Project.Ran().Select(entry => $"{entry.Step}: {(entry.Node == "-" ? "here" : "node")}"));
    }

    [SlurmFact]
    public async Task What_is_in_the_cache_already_is_no_job()
    {
        Project.Declare("one");
        await Project.RunAsync(new RecordedEvents());
        var plan = Project.Plan();

        await new Tango.Execution.Running.Executor(Project.Project.Cache, Events).ExecuteAsync(plan with { Steps = [.. plan.Steps] });

        Assert.Single(Project.Ran());
    }

    [SlurmFact]
    public async Task A_step_that_fails_blocks_what_needs_it_and_is_not_submitted_again()
    {
        Project.Project.Declare<Fails>("bad", "Message=no");
        Project.Declare("after", "After=ref:bad").Declare("free");

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
        Assert.Equal(("bad", "TANGO0201"), (failed.Step, failed.Code));
        Assert.Contains("no", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["after"], Events.Blocked);
        Assert.Equal(["free"], Project.Ran().Select(entry => entry.Step));
        Assert.Single(Events.Of<RunEvent.StepSubmitted>(), submitted => submitted.Step == "bad");
    }

    [SlurmFact]
    public async Task A_failure_of_a_step_that_is_part_of_a_job_is_the_failure_of_the_job()
    {
        Project.Project.Declare<FailsInJobs>("part", "CacheResults=false");
        Project.Declare("whole", "After=ref:part");

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
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
        Project.Declare("big", request).Declare("small");

        await Project.RunAsync(Events);

        Assert.Equal(("big", "TANGO0224"), (Assert.Single(Events.Of<RunEvent.StepFailed>()).Step, Events.Of<RunEvent.StepFailed>().Single().Code));
        Assert.Equal(["small"], Events.Completed);
        await Project.WhenQueueIsEmptyAsync();
    }

    [SlurmFact]
    public async Task The_job_has_the_resources_of_its_step()
    {
        Project.DeclareWaiting("big", "Cpus=3", "Memory=300MB", "Timeout=00:10:00", "Retries=1", "SlurmOptions=--nice=7");

        var run = Project.RunAsync(Events);
        await Events.When(e => e is RunEvent.StepStarted).WaitAsync(TestLimits.Hang);
        var shown = Assert.Single(SlurmCluster.Queue("%C %m %l %y %j"), line => line.EndsWith(Project.Project.UniqueId("big"), StringComparison.Ordinal));
        await Project.OpenAsync("big");
        await run;

        Assert.Equal(["3", "300M", "25:00", "7"], shown.Split(' ')[..4].Select(part => part == "307200K" ? "300M" : part));
    }

    [SlurmFact]
    public async Task Two_drivers_over_one_cluster_run_no_step_twice()
    {
        var names = Enumerable.Range(1, 8).Select(number => $"step-{number}").ToArray();
        foreach (var name in names)
            Project.Declare(name, $"Value={name[5..]}");

        Project.Declare("sum", $"After=ref:{names[0]}");
        var other = new RecordedEvents();

        await Task.WhenAll(Project.RunAsync(Events), Project.RunAsync(other));

        Assert.Equal([.. names, "sum"], Project.Ran().Select(entry => entry.Step).Order(StringComparer.Ordinal));
        Assert.Equal([.. names, "sum"], Events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal([.. names, "sum"], other.Completed.Order(StringComparer.Ordinal));
    }

    [SlurmFact]
    public async Task A_controller_that_is_killed_and_comes_back_is_waited_for()
    {
        Project.DeclareWaiting("one").Declare("two", "After=ref:one");

        var run = Project.RunAsync(Events);
        await Events.When(e => e is RunEvent.StepLogged { Step: "one" }).WaitAsync(TestLimits.Hang);
        _cluster.KillController();
        await Project.OpenAsync("one");
        await Events.When(e => e is RunEvent.PlanWarned { Code: "TANGO0225" }).WaitAsync(TestLimits.Hang);
        _cluster.StartController();
        await run;

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["one", "two"], Events.Completed);
        Assert.Equal(["one", "two"], Project.Ran().Select(entry => entry.Step));
    }

    [SlurmFact]
    public async Task Jobs_can_be_left_when_the_build_is_cancelled_and_the_next_build_takes_them()
    {
        Project.Settings = Project.Settings with { KeepsJobs = true };
        Project.DeclareWaiting("one");
        using var cancel = new CancellationTokenSource();
        var first = new RecordedEvents();

        var run = Project.RunAsync(first, cancellationToken: cancel.Token);
        await Project.WhenInJournalAsync("one");
        await cancel.CancelAsync();
        await run;
        var next = Project.RunAsync(Events);
        await Project.OpenAsync("one");
        await next;

        Assert.Equal([false, true], first.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.IsLeft));
        Assert.Equal(["one"], Events.Completed);
        Assert.Single(Project.Ran());
    }

    [SlurmFact]
    public async Task A_detached_run_submits_all_jobs_and_ends_and_a_later_one_takes_the_results()
    {
        Project
            .DeclareWaiting("one")
            .Declare("two", "After=ref:one")
            .Declare("kept", "CacheResults=false", "After=ref:two")
            .Declare("three", "After=ref:kept", "Value=2")
            .Declare("here", "Executor=local", "After=ref:three")
            .Declare("last", "After=ref:here")
            .Declare("very-last", "After=ref:last");
        var settings = Project.Settings;
        Project.Settings = settings with { IsDetached = true };

        await Project.RunAsync(Events);
        Assert.Equal(["one", "two", "three"], Events.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.Step));
        Assert.Empty(Events.Completed);
        Assert.Equal(3, Project.Queue().Length);

        Project.Settings = settings;
        var later = new RecordedEvents();
        var run = Project.RunAsync(later);
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(8, await Project.Project.ResultAsync<int>("very-last"));
        Assert.Equal(["here", "kept", "kept", "last", "one", "three", "two", "very-last"], Project.Ran().Select(entry => entry.Step).Order(StringComparer.Ordinal));
    }

    [SlurmFact]
    public async Task A_forced_step_of_a_detached_run_is_submitted_again_while_its_job_runs()
    {
        Project.DeclareWaiting("one");
        Project.Settings = Project.Settings with { IsDetached = true };
        await Project.RunAsync(new RecordedEvents());
        await Project.WhenInJournalAsync("one");

        await Project.RunAsync(Events, force: true);
        await Project.OpenAsync("one");
        await Project.WhenInJournalAsync("one", times: 2);
        await Project.OpenAsync("one");
        await Project.WhenQueueIsEmptyAsync();

        Assert.Equal("one", Assert.Single(Events.Of<RunEvent.StepSubmitted>()).Step);
        Assert.Equal(2, Project.Ran().Select(entry => entry.Job).Distinct().Count());
    }

    [SlurmFact]
    public async Task Jobs_that_depend_on_a_failed_one_leave_the_queue()
    {
        Project.Project.Declare<Fails>("bad", "Message=no");
        Project.Declare("after", "After=ref:bad");
        Project.Settings = Project.Settings with { IsDetached = true };

        await Project.RunAsync(Events);

        await Project.WhenQueueIsEmptyAsync();
        Assert.Empty(Project.Ran());
        Assert.Empty(Directory.GetFiles(Path.Combine(JobFolder.RootIn(Project.Project.Cache.DirectoryPath), Project.Project.UniqueId("after")), "events.*", SearchOption.AllDirectories));
    }

    [SlurmFact]
    public async Task A_job_that_starts_after_its_program_was_built_again_stores_nothing()
    {
        var program = Directory.CreateDirectory(Project.Project.PathOf("bin")).FullName;
        var assembly = Path.Combine(program, "Other.dll");
        await File.WriteAllTextAsync(assembly, "as it was");
        Project.DeclareWaiting("first").Declare("second", "After=ref:first");
        Project.Programs = [assembly];

        var run = Project.RunAsync(Events);
        await Project.WhenInJournalAsync("first");
        await File.WriteAllTextAsync(assembly, "built again");
        await Project.OpenAsync("first");
        await run;

        Assert.Equal(("first", "TANGO0227"), (Events.Of<RunEvent.StepFailed>().Single().Step, Events.Of<RunEvent.StepFailed>().Single().Code));
        Assert.False(Project.Project.Cache.Contains(Project.Project.UniqueId("first")));
    }

    [SlurmFact]
    public async Task A_forced_step_does_not_take_the_result_of_a_job_that_was_submitted_before()
    {
        Project.DeclareWaiting("one");
        Project.Settings = Project.Settings with { IsDetached = true };
        await Project.RunAsync(new RecordedEvents());
        await Project.WhenInJournalAsync("one");

        Project.Settings = Project.Settings with { IsDetached = false };
        var run = Project.RunAsync(Events, force: true);
        await Events.When(e => e is RunEvent.StepSubmitted).WaitAsync(TestLimits.Hang);
        await Project.OpenAsync("one");
        await Events.When(e => e is RunEvent.StepStarted).WaitAsync(TestLimits.Hang);
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(2, Project.Ran().Count);
        Assert.Equal(["one"], Events.Completed);
    }
}
