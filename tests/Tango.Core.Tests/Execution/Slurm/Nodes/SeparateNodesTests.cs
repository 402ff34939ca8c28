using System.Collections.Concurrent;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Running;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>Steps as jobs on nodes that see neither the project, nor its cache, nor its program: all travels through a web server.</summary>
[Collection(SlurmGroup.Name)]
[Trait("Speed", "Slow")]
public sealed class SeparateNodesTests : JobScenarios, IAsyncLifetime
{
    private readonly SlurmCluster _cluster;
    private readonly FileServer _server = FileServer.Start();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SeparateNodesTests(SlurmCluster cluster)
        : this(cluster, new TemporaryDirectory())
    {
    }

    private SeparateNodesTests(SlurmCluster cluster, TemporaryDirectory seen)
        : base(cluster, new ClusterProject(seen.PathOf("journal")))
    {
        _cluster = cluster;
        Seen = seen;
        var store = Path.Combine(Project.Project.StateDirectory, "store.json");
        new RemoteCacheFile(new RemoteCacheSettings(_server.Address), Project.Project.Cache.DirectoryPath).WriteTo(store);
        Project.Settings = Project.Settings with { Options = ["--mem=200M", "--partition=" + SlurmCluster.Apart], SendsFiles = true, Store = store };
        if (!SlurmCluster.IsInstalled)
            return;

        Project.Settings = Project.Settings with { Options = [.. Project.Settings.Options, _cluster.Temporary()] };
        _cluster.Hide(Path.GetDirectoryName(Project.Project.Folder)!, Path.GetDirectoryName(TestWorker.Settings.TargetAssembly)!, Path.GetDirectoryName(TestWorker.Settings.WorkerAssembly)!);
    }

    // The only folder that nodes and tests both see.
    private TemporaryDirectory Seen { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Seen.Dispose();
    }

    [SlurmFact]
    public async Task Steps_get_input_files_and_results_of_others_and_their_results_come_back()
    {
        var one = Project.Project.Write("data/one;%41 'a'.txt", "one ");
        Project.Project.Write("data/two.txt", "two ");
        Project.Project.Write("../outside.txt", "outside");
        Project.Project.Declare<JoinsFiles>("joined", "Files=data/*.txt", "Note=../outside.txt", "Hidden=" + Path.GetDirectoryName(one));
        Project.Project.Declare<ReadsText>("again", "Path=ref:joined");
        Project.Declare("last", "After=ref:uncached").Declare("uncached", "Value=4", "CacheResults=false");

        await Project.RunAsync(Events);

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal("one two outside", await Project.Project.ResultAsync<string>("again"));
        Assert.Equal(5, await Project.Project.ResultAsync<int>("last"));
        Assert.All(Events.Of<RunEvent.StepCompleted>(), completed => Assert.Equal(StepState.Ran, completed.State));
        Assert.Contains(EntryArchive.NameOf(Project.Project.UniqueId("again")), _server.Files.Keys);
        Assert.Empty(Directory.GetDirectories(JobFolder.RootIn(Project.Project.Cache.DirectoryPath)));
    }

    [SlurmFact]
    public async Task A_result_that_only_this_machine_has_is_sent_with_the_job_that_uses_it()
    {
        Project.Declare("here", "Value=5", "Executor=local").Declare("there", "After=ref:here");

        await Project.RunAsync(Events);

        Assert.Equal(6, await Project.Project.ResultAsync<int>("there"));
        Assert.Equal(["here: -", "there: n"], Project.Ran().Select(entry => $"{entry.Step}: {entry.Node[0]}"));
    }

    [SlurmFact]
    public async Task What_steps_say_arrives_while_they_run()
    {
        Project.DeclareWaiting("one");

        var run = Project.RunAsync(Events);
        await Events.When(e => e is RunEvent.StepLogged { Step: "one", Text: "in the journal" }).WaitAsync(TestLimits.Hang);
        Assert.Empty(Events.Completed);
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(Events, "one"));
    }

    [SlurmFact]
    public async Task A_step_that_fails_says_why_and_its_log_comes_back()
    {
        Project.Project.Declare<Fails>("bad", "Message=no");
        Project.Declare("after", "After=ref:bad");

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
        Assert.Equal(("bad", "TANGO0201"), (failed.Step, failed.Code));
        Assert.Contains("no", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Log: " + failed.LogPath, failed.Message, StringComparison.Ordinal);
        Assert.Contains("no", await File.ReadAllTextAsync(failed.LogPath!), StringComparison.Ordinal);
        Assert.Equal(["after"], Events.Blocked);
    }

    [SlurmFact]
    public async Task A_secret_leaves_a_node_only_as_asterisks()
    {
        using var secret = new EnvironmentSecret("sesame-4711-open");
        Project.Project.Declare<DiesWithSecret>("crash", $"ApiKey={secret.Declared}");
        Project.Project.Declare<SaysSecret>("says", $"ApiKey={secret.Declared}", "Fails=true");

        await Project.RunAsync(Events);

        Assert.Equal(["crash", "says"], Events.Failed.Order(StringComparer.Ordinal));
        Assert.Contains("the key was <***>", Events.Of<RunEvent.StepFailed>().Single(failed => failed.Step == "crash").Message, StringComparison.Ordinal);
        Assert.Contains("<***>", await File.ReadAllTextAsync(Events.Of<RunEvent.StepFailed>().Single(failed => failed.Step == "says").LogPath!), StringComparison.Ordinal);
        Assert.All(Events.All, told => Assert.DoesNotContain("sesame", RunEventText.Format(told), StringComparison.Ordinal));
        Assert.All(_server.Files, file => Assert.True(file.Value.AsSpan().IndexOf("sesame"u8) < 0, file.Key));
    }

    [SlurmFact]
    public async Task A_job_that_is_terminated_ends_so_and_leaves_nothing_on_its_node()
    {
        var scratch = _cluster.Temporary("terminated");
        Project.Settings = Project.Settings with { Options = [.. Project.Settings.Options, scratch] };
        Project.DeclareWaiting("one");

        var run = Project.RunAsync(Events);
        await Project.WhenInJournalAsync("one");
        var job = Project.Ran()[0].Job;
        SlurmCluster.Terminate(job);
        await run;

        Assert.Equal("TANGO0223", Assert.Single(Events.Of<RunEvent.StepFailed>()).Code);
        Assert.Equal(143, await new SlurmClient().ExitCodeAsync(job, CancellationToken.None));
        Assert.False(Directory.Exists($"/proc/{Project.Ran()[0].Process}"));
        Assert.Empty(Directory.GetDirectories(scratch[(scratch.LastIndexOf('=') + 1)..], "tango.*"));
    }

    [SlurmFact]
    public async Task A_result_that_another_machine_has_stored_is_taken_and_not_made_again()
    {
        Project.Declare("one", "Value=7");
        await Project.RunAsync(new RecordedEvents());
        Project.Project.Cache.Remove(Project.Project.UniqueId("one"));

        await Project.RunAsync(Events);

        Assert.Single(Project.Ran());
        Assert.Equal(StepState.Cached, Assert.Single(Events.Of<RunEvent.StepCompleted>()).State);
        Assert.Equal(7, await Project.Project.ResultAsync<int>("one"));
    }

    [SlurmFact]
    public async Task A_forced_step_replaces_its_result_here_and_there()
    {
        Project.Declare("one");
        var plan = Project.Plan();
        await Project.RunAsync(new RecordedEvents());
        var before = _server.Files[EntryArchive.NameOf(Project.Project.UniqueId("one"))];

        await new Executor(Project.Project.Cache, Events).ExecuteAsync(plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = true })] });

        Assert.Equal(2, Project.Ran().Count);
        Assert.NotEqual(before, _server.Files[EntryArchive.NameOf(Project.Project.UniqueId("one"))]);
        Assert.Equal(StepState.Ran, Assert.Single(Events.Of<RunEvent.StepCompleted>(), completed => completed.Step == "one").State);
    }

    [SlurmFact]
    public async Task A_detached_run_submits_all_jobs_and_a_later_one_takes_the_results()
    {
        Project.DeclareWaiting("one").Declare("two", "After=ref:one");
        var settings = Project.Settings;
        Project.Settings = settings with { IsDetached = true };
        await Project.RunAsync(Events);
        Assert.Equal(["one", "two"], Events.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.Step));

        Project.Settings = settings;
        var run = Project.RunAsync(new RecordedEvents());
        await Project.OpenAsync("one");
        await run;

        Assert.Equal(2, await Project.Project.ResultAsync<int>("two"));
        Assert.Equal(["one", "two"], Project.Ran().Select(entry => entry.Step));
    }

    [SlurmFact]
    public async Task A_store_that_does_not_take_what_a_job_needs_fails_the_step_with_its_reason()
    {
        Project.Declare("one");
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? 403 : null);

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0228", failed.Code);
        Assert.Contains("403", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task Steps_do_not_see_the_address_of_the_store()
    {
        Project.Project.Declare<NamesVariables>("names", "Prefix=TANGO_NODE_");

        await Project.RunAsync(Events);

        Assert.Equal("", await Project.Project.ResultAsync<string>("names"));
    }

    [SlurmFact]
    public async Task A_node_that_cannot_fetch_the_program_is_known_by_its_exit_code()
    {
        Project.Settings = Project.Settings with { Options = [.. Project.Settings.Options, _cluster.Temporary("empty")] };
        Project.Declare("one");
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" && request.Target.Contains("program", StringComparison.Ordinal) ? 404 : null);

        await Project.RunAsync(Events);

        Assert.Contains("could not fetch the program", Assert.Single(Events.Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task A_node_that_cannot_store_the_result_says_so()
    {
        Project.Declare("one");
        var result = EntryArchive.NameOf(Project.Project.UniqueId("one"));
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" && request.Target.EndsWith(result, StringComparison.Ordinal) ? 403 : null);

        await Project.RunAsync(Events);

        var failed = Assert.Single(Events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0228", failed.Code);
        Assert.Contains("403", failed.Message, StringComparison.Ordinal);
    }

    [SlurmTheory]
    [InlineData("afterwards")]
    [InlineData(null)]
    public async Task An_input_that_changed_since_the_plan_was_made_is_not_sent(string? content)
    {
        var file = Project.Project.Write("text.txt", "before");
        Project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = Project.Plan();
        File.Delete(file);
        if (content is not null)
            await File.WriteAllTextAsync(file, content);

        await new Executor(Project.Project.Cache, Events).ExecuteAsync(plan);

        Assert.Equal("TANGO0211", Assert.Single(Events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(Events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task An_input_that_changed_is_not_sent_though_its_size_and_time_are_those_of_the_plan()
    {
        var file = Project.Project.Write("text.txt", "before");
        Project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = Project.Plan();
        var time = File.GetLastWriteTimeUtc(file);
        await File.WriteAllTextAsync(file, "behind");
        File.SetLastWriteTimeUtc(file, time);

        await new Executor(Project.Project.Cache, Events).ExecuteAsync(plan);

        Assert.Equal("TANGO0211", Assert.Single(Events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(Events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task An_input_whose_permissions_changed_is_sent()
    {
        var file = Project.Project.Write("text.txt", "before");
        Project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = Project.Plan();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead);

        await new Executor(Project.Project.Cache, Events).ExecuteAsync(plan);

        Assert.Equal("before", await Project.Project.ResultAsync<string>("read"));
    }

    [SlurmFact]
    public async Task A_corrupt_result_in_the_store_is_computed_again_and_replaced()
    {
        Project.Declare("one", "Value=7");
        await Project.RunAsync(new RecordedEvents());
        var name = Spoil("one");
        Project.Project.Cache.Remove(Project.Project.UniqueId("one"));

        await Project.RunAsync(Events);

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(7, await Project.Project.ResultAsync<int>("one"));
        Assert.Equal(2, Project.Ran().Count);
        Assert.True(_server.Files[name].Length > 100);
    }

    [SlurmFact]
    public async Task A_result_that_a_node_finds_corrupt_is_sent_again()
    {
        Project.Declare("first").Declare("second", "After=ref:first");
        await Project.RunAsync(new RecordedEvents());
        Project.Project.Cache.Remove(Project.Project.UniqueId("second"));
        _server.Files.TryRemove(EntryArchive.NameOf(Project.Project.UniqueId("second")), out _);
        Spoil("first");

        await Project.RunAsync(Events);

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(2, await Project.Project.ResultAsync<int>("second"));
        Assert.Equal(["first", "second", "second"], Project.Ran().Select(entry => entry.Step));
        Assert.Equal(2, Events.Of<RunEvent.StepSubmitted>().Count(submitted => submitted.Step == "second"));
    }

    [SlurmFact]
    public async Task A_result_that_is_corrupt_when_it_comes_back_fails_the_step_with_its_reason()
    {
        Project.DeclareWaiting("one");
        var name = EntryArchive.NameOf(Project.Project.UniqueId("one"));
        _server.Refuse = request =>
        {
            if (request.HttpMethod == "GET" && _server.Files.ContainsKey(name))
                _server.Files[name] = "no archive"u8.ToArray();

            return Task.FromResult<int?>(null);
        };

        var run = Project.RunAsync(Events);
        await Project.OpenAsync("one");
        await run;

        Assert.Equal("TANGO0228", Assert.Single(Events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(Events.Of<RunEvent.PlanWarned>());
    }

    [SlurmFact]
    public async Task A_forced_step_that_ran_here_replaces_its_result_before_it_is_used()
    {
        Project.Declare("here", "Executor=local").Declare("there", "After=ref:here");
        var plan = Project.Plan();
        await Project.RunAsync(new RecordedEvents());
        var name = EntryArchive.NameOf(Project.Project.UniqueId("here"));

        await new Executor(Project.Project.Cache, Events).ExecuteAsync(plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = true })] });

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(2, _server.Requests.Count(request => request.Method == "PUT" && request.Path == name));
    }

    [SlurmFact]
    public async Task A_store_that_is_away_when_a_job_ends_costs_only_time()
    {
        Project.DeclareWaiting("one");
        var refused = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var run = Project.RunAsync(Events);
        await Project.WhenInJournalAsync("one");
        _server.Refuse = request => Task.FromResult<int?>(refused.AddOrUpdate(request.HttpMethod, 1, (_, times) => times + 1) <= 7 ? 503 : null);
        await Project.OpenAsync("one");
        await run;

        Assert.Empty(Events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["one"], Events.Completed);
        Assert.Single(Project.Ran());
    }

    [SlurmFact]
    public async Task A_store_that_is_away_while_a_job_is_sent_is_waited_for_and_that_is_told_once()
    {
        Project.Declare("one");
        var refused = 0;
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" && Interlocked.Increment(ref refused) <= 4 ? 503 : null);

        await Project.RunAsync(Events);

        Assert.Equal("TANGO0229", Assert.Single(Events.Of<RunEvent.PlanWarned>()).Code);
        Assert.Equal(["one"], Events.Completed);
    }

    [SlurmFact]
    public async Task Cancelling_ends_while_a_job_is_sent()
    {
        Project.Declare("one");
        using var cancel = new CancellationTokenSource();
        _server.Refuse = async request =>
        {
            if (request.HttpMethod != "PUT")
                return null;

            await cancel.CancelAsync();
            await _stopped.Task;
            return 503;
        };

        await Project.RunAsync(Events, cancellationToken: cancel.Token).WaitAsync(TestLimits.Hang);
        _stopped.SetResult();

        Assert.Empty(Events.Of<RunEvent.StepSubmitted>());
        Assert.Empty(Events.Failed);
    }

    private string Spoil(string step)
    {
        var name = EntryArchive.NameOf(Project.Project.UniqueId(step));
        _server.Files[name] = _server.Files[name][..^20];
        return name;
    }
}
