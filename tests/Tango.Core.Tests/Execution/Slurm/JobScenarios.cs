using Tango.Build.TestKit;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>What holds for jobs whether nodes share the files of this machine or not.</summary>
public abstract class JobScenarios : IDisposable
{
    private readonly SlurmCluster _cluster;

    /// <param name="project">Disposed of with this.</param>
    private protected JobScenarios(SlurmCluster cluster, ClusterProject project) => (_cluster, Project) = (cluster, project);

    private protected ClusterProject Project { get; }

    private protected RecordedEvents Events { get; } = new();

    public void Dispose()
    {
        Project.Dispose();
        GC.SuppressFinalize(this);
    }

    [SlurmFact]
    public async Task A_step_that_crashes_its_process_fails_with_what_it_printed_and_is_repeated_as_often_as_it_says()
    {
        Project.Project.Declare<FailsFast>("crash", "Retries=1");

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0223", failed.Code);
        Assert.Contains("on purpose", failed.Message, StringComparison.Ordinal);
        Assert.Equal(2, Events.Of<RunEvent.StepSubmitted>().Count());
        Assert.Equal(1, Assert.Single(Events.Of<RunEvent.StepRetried>()).FailedAttempts);
    }

    [SlurmFact]
    public async Task Jobs_of_a_driver_that_was_killed_are_found_by_their_names()
    {
        Project.DeclareWaiting("one").Declare("two", "After=ref:one");
        using (var driver = Project.Start())
        {
            await Project.WhenInJournalAsync("one");
            driver.Kill();
            await driver.WaitForExitAsync();
        }

        var run = Project.RunAsync(Events);
        await Events.When(e => e is RunEvent.StepLogged { Step: "one" }).WaitAsync(TestLimits.Hang);
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(["one", "two"], Project.Ran().Select(entry => entry.Step));
        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(Events, "one"));
    }

    [SlurmFact]
    public async Task A_job_of_a_node_that_is_lost_runs_again_on_another()
    {
        Project.DeclareWaiting("one");

        var run = Project.RunAsync(Events);
        await Project.WhenInJournalAsync("one");
        var first = Project.Ran()[0];
        var folder = Directory.ResolveLinkTarget($"/proc/{first.Process}/cwd", returnFinalTarget: false)!.FullName;
        _cluster.KillNode(first.Node, first.Process);
        await Project.WhenInJournalAsync("one", times: 2);
        await Project.OpenAsync("one");
        await run;
        _cluster.RestoreNodes();

        // Of a node with a file system of its own: nobody was left to do it.
        if (Directory.Exists(folder) && Path.GetFileName(folder).StartsWith("tango.", StringComparison.Ordinal))
            Directory.Delete(folder, recursive: true);

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["one", "one"], Project.Ran().Select(entry => entry.Step));
        Assert.NotEqual(first.Node, Project.Ran()[1].Node);
        Assert.Equal(["one"], Events.Completed);
        Assert.Single(Events.Of<RunEvent.StepStarted>());
    }

    [SlurmFact]
    public async Task A_step_below_a_result_that_did_not_change_takes_its_earlier_result_over()
    {
        Project.HasCutoffKeys = true;
        Project.Declare("above", "Value=4").Declare("below", "After=ref:above");
        await Project.RunAsync(new RecordedEvents());
        var earlier = Project.Project.UniqueId("below");
        Project.Project.DeclareAnew();
        Project.Declare("above", "Value=3", "After=1").Declare("below", "After=ref:above");

        await Project.RunAsync(Events);

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["above", "below", "above"], Project.Ran().Select(entry => entry.Step));
        Assert.Equal(earlier, Events.Of<RunEvent.StepCompleted>().Single(completed => completed.Step == "below").TakenFrom);
        Assert.NotEqual(earlier, Project.Project.UniqueId("below"));
        Assert.Equal(5, await Project.Project.ResultAsync<int>("below"));
    }

    [SlurmFact]
    public async Task Cancelling_cancels_the_jobs_that_this_build_submitted_and_their_processes()
    {
        Project.DeclareWaiting("one").Declare("two", "After=ref:one");
        using var cancel = new CancellationTokenSource();

        var run = Project.RunAsync(Events, cancellationToken: cancel.Token);
        await Project.WhenInJournalAsync("one");
        await cancel.CancelAsync();
        await run;

        Assert.True(Assert.Single(Events.Of<RunEvent.RunFinished>()).IsCancelled);
        await Project.WhenQueueIsEmptyAsync();
        Assert.False(Directory.Exists($"/proc/{Project.Ran()[0].Process}"));
        Assert.Empty(Events.Failed);
    }
}
