using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Execution;
using Tango.Execution.Slurm;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>What a build asks the store, with a queue that says what a test wants.</summary>
public sealed class SentFilesTests : IAsyncLifetime, IDisposable
{
    private readonly FileServer _server = FileServer.Start();
    private readonly ClusterProject _project = new();

    public SentFilesTests()
    {
        var store = Path.Combine(_project.Project.StateDirectory, "store.json");
        new RemoteCacheFile(new RemoteCacheSettings(_server.Address), _project.Project.Cache.DirectoryPath).WriteTo(store);
        _project.Settings = _project.Settings with { SendsFiles = true, Store = store };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("PENDING", false)]
    [InlineData("RUNNING", true)]
    [InlineData("CONFIGURING", true)]
    public async Task The_store_is_not_asked_about_a_job_that_only_waits(string state, bool isAsked)
    {
        _project.Declare("one");
        var plan = _project.Plan();
        using var cancel = new CancellationTokenSource();
        var questions = 0;
        var slurm = new FakeSlurm(_ => (state, "Resources")) { OnList = () => CancelAfter(ref questions, cancel) };
        await using var session = new SlurmSession(plan, slurm, _ => { }, TimeProvider.System, cancel.Token);

        var completion = await new JobRun(session, new StepJob(plan, plan.Steps[0]), () => false, () => null, _ => { }).RunAsync(cancel.Token);

        Assert.Equal(StepCompletion.Cancelled, completion);
        Assert.Equal(isAsked, _server.Requests.Any(request => request.Method == "GET" && request.Path.Contains(".events.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_folder_that_another_build_removes_while_a_job_is_sent_is_not_needed()
    {
        _project.Declare("one");
        var plan = _project.Plan();
        _server.Refuse = request =>
        {
            foreach (var folder in Directory.Exists(JobFolder.RootIn(plan.CacheDirectory!)) ? Directory.GetDirectories(JobFolder.RootIn(plan.CacheDirectory!)) : [])
                JobFolder.TryDeleteAll(plan.CacheDirectory!, Path.GetFileName(folder));

            return Task.FromResult<int?>(null);
        };
        var slurm = new FakeSlurm(_ => ("COMPLETED", ""));
        await using var session = new SlurmSession(plan, slurm, _ => { }, TimeProvider.System, CancellationToken.None) { FileGrace = TimeSpan.Zero };

        await session.SubmitAsync(new StepJob(plan, plan.Steps[0]));

        Assert.Single(slurm.Submitted);
        Assert.Contains(_server.Files.Keys, name => name.EndsWith(".plan", StringComparison.Ordinal));
    }

    // The answers that the build sees, and one more for what it does after the last of them.
    private static void CancelAfter(ref int questions, CancellationTokenSource cancel)
    {
        if (++questions == 5)
            cancel.Cancel();
    }
}
