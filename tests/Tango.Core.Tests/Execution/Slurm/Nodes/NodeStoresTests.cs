using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>Steps as jobs on nodes that see nothing of this machine, through each kind of store: what is there of Tango comes from the store, too.</summary>
[Collection(SlurmGroup.Name)]
[Trait("Speed", "Slow")]
public sealed class NodeStoresTests(SlurmCluster cluster, NodeStores stores) : IDisposable
{
    private readonly TemporaryDirectory _seen = new();
    private readonly RecordedEvents _events = new();
    private readonly List<string> _variables = [];

    public void Dispose()
    {
        foreach (var name in _variables)
            Environment.SetEnvironmentVariable(name, null);

        _seen.Dispose();
    }

    [NodeStoreFact("azure")]
    public Task Programs_inputs_results_and_logs_travel_through_Azure() => TravelAsync("azure");

    [NodeStoreFact("s3")]
    public Task Programs_inputs_results_and_logs_travel_through_S3() => TravelAsync("s3");

    [NodeStoreFact("bazel")]
    public Task Programs_inputs_results_and_logs_travel_through_a_cache_for_Bazel() => TravelAsync("bazel");

    private async Task TravelAsync(string kind)
    {
        using var project = await CreateAsync(kind);
        project.Project.Write("data/one;%41 'a'.txt", "one ");
        project.Project.Write("data/empty.txt", "");
        project.Project.Declare<JoinsFiles>("joined", "Files=data/*.txt");
        project.Project.Declare<ReadsText>("again", "Path=ref:joined");
        project.Project.Declare<Fails>("bad", "Message=no");

        await project.RunAsync(_events);

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.True(failed is { Step: "bad", Code: "TANGO0201" }, failed.Message);
        Assert.Contains("no", await File.ReadAllTextAsync(failed.LogPath!), StringComparison.Ordinal);
        Assert.Equal("one ", await project.Project.ResultAsync<string>("again"));
        Assert.All(_events.Of<RunEvent.StepCompleted>(), completed => Assert.Equal(StepState.Ran, completed.State));
    }

    [NodeStoreFact("azure")]
    public async Task A_node_without_credentials_for_the_store_is_known_by_its_exit_code()
    {
        using var project = await CreateAsync("azure");
        project.Settings = project.Settings with { Options = [.. project.Settings.Options, cluster.Temporary() + ",AZURE_STORAGE_KEY="] };
        project.Declare("one");

        await project.RunAsync(_events);

        Assert.Contains("it has no credentials for it", Assert.Single(_events.Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
        Assert.Empty(project.Ran());
    }

    private async Task<ClusterProject> CreateAsync(string kind)
    {
        var (settings, secrets) = await stores.CreateAsync(kind);
        foreach (var (name, value) in secrets)
        {
            _variables.Add(name);
            Environment.SetEnvironmentVariable(name, value);
        }

        var project = new ClusterProject(_seen.PathOf("journal"));
        var store = Path.Combine(project.Project.StateDirectory, "store.json");
        new RemoteCacheFile(settings, project.Project.Cache.DirectoryPath).WriteTo(store);
        project.Settings = project.Settings with { Options = ["--mem=300M", "--partition=" + SlurmCluster.Apart, cluster.Temporary()], SendsFiles = true, Store = store };
        string?[] hidden = [Path.GetDirectoryName(project.Project.Folder), Path.GetDirectoryName(TestWorker.Settings.TargetAssembly), Path.GetDirectoryName(TestWorker.Settings.WorkerAssembly), Path.GetDirectoryName(settings.Package?.Assembly)];
        cluster.Hide(hidden.OfType<string>());
        return project;
    }
}
