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
public sealed class SeparateNodesTests : IAsyncLifetime, IDisposable
{
    private readonly SlurmCluster _cluster;
    private readonly FileServer _server = FileServer.Start();
    private readonly TemporaryDirectory _seen = new();
    private readonly ClusterProject _project;
    private readonly RecordedEvents _events = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SeparateNodesTests(SlurmCluster cluster)
    {
        _cluster = cluster;
        _project = new ClusterProject(_seen.PathOf("journal"));
        var store = Path.Combine(_project.Project.StateDirectory, "store.json");
        new RemoteCacheFile(new RemoteCacheSettings(_server.Address), _project.Project.Cache.DirectoryPath).WriteTo(store);
        _project.Settings = _project.Settings with { Options = ["--mem=200M", "--partition=" + SlurmCluster.Apart], SendsFiles = true, Store = store };
        if (SlurmCluster.IsInstalled)
            _cluster.Hide(Path.GetDirectoryName(_project.Project.Folder)!, Path.GetDirectoryName(TestWorker.Settings.TargetAssembly)!, Path.GetDirectoryName(TestWorker.Settings.WorkerAssembly)!);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _project.Dispose();
        _seen.Dispose();
    }

    [SlurmFact]
    public async Task Steps_get_input_files_and_results_of_others_and_their_results_come_back()
    {
        var one = _project.Project.Write("data/one;%41 'a'.txt", "one ");
        _project.Project.Write("data/two.txt", "two ");
        _project.Project.Write("../outside.txt", "outside");
        _project.Project.Declare<JoinsFiles>("joined", "Files=data/*.txt", "Note=../outside.txt", "Hidden=" + Path.GetDirectoryName(one));
        _project.Project.Declare<ReadsText>("again", "Path=ref:joined");
        _project.Declare("last", "After=ref:uncached").Declare("uncached", "Value=4", "CacheResults=false");

        await _project.RunAsync(_events);

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal("one two outside", await _project.Project.ResultAsync<string>("again"));
        Assert.Equal(5, await _project.Project.ResultAsync<int>("last"));
        Assert.All(_events.Of<RunEvent.StepCompleted>(), completed => Assert.Equal(StepState.Ran, completed.State));
        Assert.Contains(EntryArchive.NameOf(_project.Project.UniqueId("again")), _server.Files.Keys);
        Assert.Empty(Directory.GetDirectories(JobFolder.RootIn(_project.Project.Cache.DirectoryPath)));
    }

    [SlurmFact]
    public async Task A_result_that_only_this_machine_has_is_sent_with_the_job_that_uses_it()
    {
        _project.Declare("here", "Value=5", "Executor=local").Declare("there", "After=ref:here");

        await _project.RunAsync(_events);

        Assert.Equal(6, await _project.Project.ResultAsync<int>("there"));
        Assert.Equal(["here: -", "there: n"], _project.Ran().Select(entry => $"{entry.Step}: {entry.Node[0]}"));
    }

    [SlurmFact]
    public async Task What_steps_say_arrives_while_they_run()
    {
        _project.DeclareWaiting("one");

        var run = _project.RunAsync(_events);
        await _events.When(e => e is RunEvent.StepLogged { Step: "one", Text: "in the journal" }).WaitAsync(TestLimits.Hang);
        Assert.Empty(_events.Completed);
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(["StepSubmitted", "StepStarted", "StepLogged", "StepCompleted"], ClusterProject.KindsOf(_events, "one"));
    }

    [SlurmFact]
    public async Task A_step_that_fails_says_why_and_its_log_comes_back()
    {
        _project.Project.Declare<Fails>("bad", "Message=no");
        _project.Declare("after", "After=ref:bad");

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("bad", "TANGO0201"), (failed.Step, failed.Code));
        Assert.Contains("no", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Log: " + failed.LogPath, failed.Message, StringComparison.Ordinal);
        Assert.Contains("no", await File.ReadAllTextAsync(failed.LogPath!), StringComparison.Ordinal);
        Assert.Equal(["after"], _events.Blocked);
    }

    [SlurmFact]
    public async Task A_step_that_crashes_its_process_fails_with_what_it_printed()
    {
        _project.Project.Declare<FailsFast>("crash");

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0223", failed.Code);
        Assert.Contains("on purpose", failed.Message, StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task A_job_of_a_node_that_is_lost_runs_again_on_another()
    {
        _project.DeclareWaiting("one");

        var run = _project.RunAsync(_events);
        await _project.WhenInJournalAsync("one");
        var first = _project.Ran()[0];
        var folder = Directory.ResolveLinkTarget($"/proc/{first.Process}/cwd", returnFinalTarget: false)!.FullName;
        _cluster.KillNode(first.Node, first.Process);
        await _project.WhenInJournalAsync("one", times: 2);
        await _project.OpenAsync("one");
        await run;
        _cluster.RestoreNodes();

        // Nobody was left to do it.
        Directory.Delete(folder, recursive: true);

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.NotEqual(first.Node, _project.Ran()[1].Node);
        Assert.Equal(["one"], _events.Completed);
        Assert.Single(_events.Of<RunEvent.StepStarted>());
    }

    [SlurmFact]
    public async Task Cancelling_cancels_the_jobs_and_their_processes()
    {
        _project.DeclareWaiting("one");
        using var cancel = new CancellationTokenSource();

        var run = _project.RunAsync(_events, cancellationToken: cancel.Token);
        await _project.WhenInJournalAsync("one");
        await cancel.CancelAsync();
        await run;

        await _project.WhenQueueIsEmptyAsync();
        Assert.False(Directory.Exists($"/proc/{_project.Ran()[0].Process}"));
        Assert.Empty(_events.Failed);
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
    }

    [SlurmFact]
    public async Task A_result_that_another_machine_has_stored_is_taken_and_not_made_again()
    {
        _project.Declare("one", "Value=7");
        await _project.RunAsync(new RecordedEvents());
        _project.Project.Cache.Remove(_project.Project.UniqueId("one"));

        await _project.RunAsync(_events);

        Assert.Single(_project.Ran());
        Assert.Equal(StepState.Cached, Assert.Single(_events.Of<RunEvent.StepCompleted>()).State);
        Assert.Equal(7, await _project.Project.ResultAsync<int>("one"));
    }

    [SlurmFact]
    public async Task A_forced_step_replaces_its_result_here_and_there()
    {
        _project.Declare("one");
        var plan = _project.Plan();
        await _project.RunAsync(new RecordedEvents());
        var before = _server.Files[EntryArchive.NameOf(_project.Project.UniqueId("one"))];

        await new Executor(_project.Project.Cache, _events).ExecuteAsync(plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = true })] });

        Assert.Equal(2, _project.Ran().Count);
        Assert.NotEqual(before, _server.Files[EntryArchive.NameOf(_project.Project.UniqueId("one"))]);
        Assert.Equal(StepState.Ran, Assert.Single(_events.Of<RunEvent.StepCompleted>(), completed => completed.Step == "one").State);
    }

    [SlurmFact]
    public async Task A_detached_run_submits_all_jobs_and_a_later_one_takes_the_results()
    {
        _project.DeclareWaiting("one").Declare("two", "After=ref:one");
        var settings = _project.Settings;
        _project.Settings = settings with { IsDetached = true };
        await _project.RunAsync(_events);
        Assert.Equal(["one", "two"], _events.Of<RunEvent.StepSubmitted>().Select(submitted => submitted.Step));

        _project.Settings = settings;
        var run = _project.RunAsync(new RecordedEvents());
        await _project.OpenAsync("one");
        await run;

        Assert.Equal(2, await _project.Project.ResultAsync<int>("two"));
        Assert.Equal(["one", "two"], _project.Ran().Select(entry => entry.Step));
    }

    [SlurmFact]
    public async Task A_store_that_does_not_take_what_a_job_needs_fails_the_step_with_its_reason()
    {
        _project.Declare("one");
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? 403 : null);

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0228", failed.Code);
        Assert.Contains("403", failed.Message, StringComparison.Ordinal);
        Assert.Empty(_events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task Steps_do_not_see_the_address_of_the_store()
    {
        _project.Project.Declare<NamesVariables>("names", "Prefix=TANGO_NODE_");

        await _project.RunAsync(_events);

        Assert.Equal("", await _project.Project.ResultAsync<string>("names"));
    }

    [SlurmFact]
    public async Task A_node_that_cannot_fetch_the_program_is_known_by_its_exit_code()
    {
        _project.Declare("one");
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" && request.Target.Contains("program", StringComparison.Ordinal) ? 404 : null);

        await _project.RunAsync(_events);

        Assert.Contains("could not fetch the program", Assert.Single(_events.Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task A_node_that_cannot_store_the_result_says_so()
    {
        _project.Declare("one");
        var result = EntryArchive.NameOf(_project.Project.UniqueId("one"));
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" && request.Target.EndsWith(result, StringComparison.Ordinal) ? 403 : null);

        await _project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0228", failed.Code);
        Assert.Contains("403", failed.Message, StringComparison.Ordinal);
    }

    [SlurmTheory]
    [InlineData("afterwards")]
    [InlineData(null)]
    public async Task An_input_that_changed_since_the_plan_was_made_is_not_sent(string? content)
    {
        var file = _project.Project.Write("text.txt", "before");
        _project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = _project.Plan();
        File.Delete(file);
        if (content is not null)
            await File.WriteAllTextAsync(file, content);

        await new Executor(_project.Project.Cache, _events).ExecuteAsync(plan);

        Assert.Equal("TANGO0211", Assert.Single(_events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(_events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task An_input_that_changed_is_not_sent_though_its_size_and_time_are_those_of_the_plan()
    {
        var file = _project.Project.Write("text.txt", "before");
        _project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = _project.Plan();
        var time = File.GetLastWriteTimeUtc(file);
        await File.WriteAllTextAsync(file, "behind");
        File.SetLastWriteTimeUtc(file, time);

        await new Executor(_project.Project.Cache, _events).ExecuteAsync(plan);

        Assert.Equal("TANGO0211", Assert.Single(_events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(_events.Of<RunEvent.StepSubmitted>());
    }

    [SlurmFact]
    public async Task An_input_whose_permissions_changed_is_sent()
    {
        var file = _project.Project.Write("text.txt", "before");
        _project.Project.Declare<ReadsText>("read", "Path=text.txt");
        var plan = _project.Plan();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead);

        await new Executor(_project.Project.Cache, _events).ExecuteAsync(plan);

        Assert.Equal("before", await _project.Project.ResultAsync<string>("read"));
    }

    [SlurmTheory]
    [InlineData(Damage.Text)]
    [InlineData(Damage.Cut)]
    [InlineData(Damage.Empty)]
    public async Task A_corrupt_result_in_the_store_is_computed_again_and_replaced(Damage damage)
    {
        _project.Declare("one", "Value=7");
        await _project.RunAsync(new RecordedEvents());
        var name = Spoil("one", damage);
        _project.Project.Cache.Remove(_project.Project.UniqueId("one"));

        await _project.RunAsync(_events);

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(7, await _project.Project.ResultAsync<int>("one"));
        Assert.Equal(2, _project.Ran().Count);
        Assert.True(_server.Files[name].Length > 100);
    }

    [SlurmTheory]
    [InlineData(Damage.Text)]
    [InlineData(Damage.Cut)]
    [InlineData(Damage.Gone)]
    public async Task A_result_that_a_node_finds_corrupt_or_missing_is_sent_again(Damage damage)
    {
        _project.DeclareWaiting("first").Declare("second", "After=ref:first");
        var run = _project.RunAsync(new RecordedEvents());
        await _project.OpenAsync("first");
        await run;
        _project.Project.Cache.Remove(_project.Project.UniqueId("second"));
        _server.Files.TryRemove(EntryArchive.NameOf(_project.Project.UniqueId("second")), out _);
        var name = Spoil("first", damage == Damage.Gone ? Damage.Text : damage);

        // Gone between the build's look and the node's.
        if (damage == Damage.Gone)
            _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" && request.Target.EndsWith(name, StringComparison.Ordinal) && _server.Files[name].Length < 100 ? 404 : null);

        await _project.RunAsync(_events);

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(2, await _project.Project.ResultAsync<int>("second"));
        Assert.Equal(["first", "second", "second"], _project.Ran().Select(entry => entry.Step));
        Assert.Equal(2, _events.Of<RunEvent.StepSubmitted>().Count(submitted => submitted.Step == "second"));
    }

    [SlurmFact]
    public async Task A_result_that_is_corrupt_when_it_comes_back_fails_the_step_with_its_reason()
    {
        _project.DeclareWaiting("one");
        var name = EntryArchive.NameOf(_project.Project.UniqueId("one"));
        _server.Refuse = request =>
        {
            if (request.HttpMethod == "GET" && _server.Files.ContainsKey(name))
                _server.Files[name] = "no archive"u8.ToArray();

            return Task.FromResult<int?>(null);
        };

        var run = _project.RunAsync(_events);
        await _project.OpenAsync("one");
        await run;

        Assert.Equal("TANGO0228", Assert.Single(_events.Of<RunEvent.StepFailed>()).Code);
        Assert.Empty(_events.Of<RunEvent.PlanWarned>());
    }

    [SlurmFact]
    public async Task A_forced_step_that_ran_here_replaces_its_result_before_it_is_used()
    {
        _project.Declare("here", "Executor=local").Declare("there", "After=ref:here");
        var plan = _project.Plan();
        await _project.RunAsync(new RecordedEvents());
        var name = EntryArchive.NameOf(_project.Project.UniqueId("here"));

        await new Executor(_project.Project.Cache, _events).ExecuteAsync(plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = true })] });

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(2, _server.Requests.Count(request => request.Method == "PUT" && request.Path == name));
    }

    [SlurmTheory]
    [InlineData("PUT")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_store_that_is_away_when_a_job_ends_costs_only_time(string method)
    {
        _project.DeclareWaiting("one");
        var refused = 0;
        var run = _project.RunAsync(_events);
        await _project.WhenInJournalAsync("one");
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == method && Interlocked.Increment(ref refused) <= 12 ? 503 : null);
        await _project.OpenAsync("one");
        await run;

        Assert.Empty(_events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(["one"], _events.Completed);
        Assert.Single(_project.Ran());
    }

    [SlurmFact]
    public async Task A_store_that_is_away_while_a_job_is_sent_is_waited_for_and_that_is_told_once()
    {
        _project.Declare("one");
        var refused = 0;
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" && Interlocked.Increment(ref refused) <= 4 ? 503 : null);

        await _project.RunAsync(_events);

        Assert.Equal("TANGO0229", Assert.Single(_events.Of<RunEvent.PlanWarned>()).Code);
        Assert.Equal(["one"], _events.Completed);
    }

    [SlurmFact]
    public async Task Cancelling_ends_while_a_job_is_sent()
    {
        _project.Declare("one");
        using var cancel = new CancellationTokenSource();
        _server.Refuse = async request =>
        {
            if (request.HttpMethod != "PUT")
                return null;

            await cancel.CancelAsync();
            await _stopped.Task;
            return 503;
        };

        await _project.RunAsync(_events, cancellationToken: cancel.Token).WaitAsync(TestLimits.Hang);
        _stopped.SetResult();

        Assert.Empty(_events.Of<RunEvent.StepSubmitted>());
        Assert.Empty(_events.Failed);
    }

    public enum Damage
    {
        Text,
        Cut,
        Empty,
        Gone,
    }

    private string Spoil(string step, Damage damage)
    {
        var name = EntryArchive.NameOf(_project.Project.UniqueId(step));
        _server.Files[name] = damage switch
        {
            Damage.Cut => _server.Files[name][..^20],
            Damage.Empty => [],
            _ => "no archive"u8.ToArray(),
        };
        return name;
    }
}
