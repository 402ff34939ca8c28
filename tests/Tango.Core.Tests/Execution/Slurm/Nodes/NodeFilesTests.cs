using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Plans;
using Tango.Execution.Slurm.Nodes;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>What a job fetches before its step runs.</summary>
public sealed class NodeFilesTests : IAsyncLifetime, IDisposable
{
    private static readonly string Key = new('a', 32);
    private static readonly string Earlier = "Step-" + new string('b', 32);
    private static readonly string Wanted = "Step-" + new string('c', 32);

    private readonly TemporaryDirectory _directory = new();
    private readonly FileServer _server = FileServer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string, bool> Stores => new()
    {
        { "intact", true },
        { "no record", false },
        { "empty record", false },
        { "record of nothing", false },
        { "record with a path", false },
        { "record of the step itself", false },
        { "record is refused", false },
        { "no archive", false },
        { "archive is none", false },
        { "archive is refused", false },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_earlier_result_is_fetched_if_it_can_be_used_and_nothing_fails_otherwise(string state, bool isFound)
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        await PushEarlierAsync(store);
        Break(state);
        var cache = new DirectoryStepCache(_directory.PathOf("node/cache"));

        await new NodeFiles(store, cache, _directory.PathOf("node")).FindEarlierAsync(new RunEvent.EarlierResultWanted { Step = "step", UniqueId = Wanted, Key = Key }, CancellationToken.None);

        Assert.Equal(isFound ? Earlier : null, cache.FindByCutoffKey(Key)?.UniqueId);
        Assert.Equal(isFound, cache.Contains(Earlier));
        Assert.False(cache.Contains(Wanted));
    }

    public static TheoryData<string> Damages => ["text", "cut", "empty", "of another step"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_result_that_is_damaged_is_asked_for_as_one_that_is_missing(string damage)
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        using var project = await PushAsync(store);
        Damage(EntryArchive.NameOf(project.UniqueId("above")), damage);

        var missing = await FilesOf(store).FetchAsync(PlanOf(project), CancellationToken.None);

        Assert.Equal(("above", project.UniqueId("above")), (missing!.Step, missing.UniqueId));
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_asked_for()
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        using var project = await PushAsync(store);
        _server.Files.Clear();

        Assert.Equal("above", (await FilesOf(store).FetchAsync(PlanOf(project), CancellationToken.None))!.Step);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_result_of_the_step_itself_is_found_corrupt_so_that_it_is_replaced(string damage)
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        using var project = await PushAsync(store);
        Damage(EntryArchive.NameOf(project.UniqueId("above")), damage);
        var files = FilesOf(store);

        Assert.False(await files.FindAsync(project.ExecutionPlan().Steps[0], CancellationToken.None));
        Assert.True(files.HasFoundCorrupt);
    }

    [Fact]
    public async Task What_is_intact_is_fetched_and_the_step_does_not_run()
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        using var project = await PushAsync(store);
        var files = FilesOf(store);

        Assert.True(await files.FindAsync(project.ExecutionPlan().Steps[0], CancellationToken.None));
        Assert.False(files.HasFoundCorrupt);
        Assert.Null(await FilesOf(store).FetchAsync(PlanOf(project), CancellationToken.None));
    }

    private NodeFiles FilesOf(NodeStore store) => new(store, new DirectoryStepCache(_directory.PathOf("node/cache")), _directory.PathOf("node"));

    private static ExecutionPlan PlanOf(Project project)
    {
        var plan = project.ExecutionPlan();
        return new SingleStepPlan(plan).Of(plan.Steps.Single(step => step.Name == "below"));
    }

    // The step above is in the store, and the plan says that both run.
    private async Task<Project> PushAsync(NodeStore store)
    {
        var project = new Project();
        project.Declare<WritesJournal>("above", "Name=above", "Journal=journal").Declare<WritesJournal>("below", "Name=below", "Journal=journal", "After=ref:above");
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        foreach (var uniqueId in (string[])[project.UniqueId("above"), Earlier])
        {
            await cache.PutAsync(Entry.Of(uniqueId), 1, typeof(int));
            await store.Results.PushAsync(uniqueId, cache, CancellationToken.None);
        }

        return project;
    }

    private void Damage(string archive, string damage) => _server.Files[archive] = damage switch
    {
        "cut" => _server.Files[archive][..^20],
        "empty" => [],
        "of another step" => _server.Files[EntryArchive.NameOf(Earlier)],
        _ => "no archive"u8.ToArray(),
    };

    private async Task PushEarlierAsync(NodeStore store)
    {
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        await cache.PutAsync(Entry.Of(Earlier, "text") with { CutoffKey = Key }, "result", typeof(string));
        await store.Results.PushAsync(Earlier, cache, CancellationToken.None);
    }

    private void Break(string state)
    {
        var record = CutoffRecord.NameOf(Key);
        var archive = EntryArchive.NameOf(Earlier);
        Assert.Equal([archive, record], _server.Files.Keys.Order(StringComparer.Ordinal));
        switch (state)
        {
            case "no record":
                _server.Files.TryRemove(record, out _);
                break;
            case "empty record":
                _server.Files[record] = [];
                break;
            case "record of nothing":
                _server.Files[record] = "nothing"u8.ToArray();
                break;
            case "record with a path":
                _server.Files[record] = CutoffRecord.Write("../" + Earlier);
                break;
            case "record of the step itself":
                _server.Files[record] = CutoffRecord.Write(Wanted);
                break;
            case "no archive":
                _server.Files.TryRemove(archive, out _);
                break;
            case "archive is none":
                _server.Files[archive] = "no archive"u8.ToArray();
                break;
            case "record is refused" or "archive is refused":
                var refused = state.StartsWith("record", StringComparison.Ordinal) ? record : archive;
                _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" && request.Target.EndsWith(refused, StringComparison.Ordinal) ? 403 : null);
                break;
        }
    }
}
