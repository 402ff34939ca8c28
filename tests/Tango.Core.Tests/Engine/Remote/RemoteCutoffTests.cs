using Tango.Build.TestKit;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Remote;

/// <summary>Machines with nothing but a remote cache in common take earlier results over.</summary>
[Trait("Speed", "Slow")]
public sealed class RemoteCutoffTests : IDisposable, IAsyncLifetime
{
    private readonly EngineProject _project = new();
    private readonly FileServer _server = FileServer.Start();

    private PipelineRequest Request => _project.Request with { RemoteCache = new(_server.Address) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_another_machine_computed_below_an_equal_result_is_fetched_and_does_not_run()
    {
        await BuildAsync(4);
        MoveToAnotherMachine();

        var (result, events) = await BuildAsync(5);

        Assert.Equal(["above"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal(["below", "last"], events.Of<RunEvent.StepCompleted>().Where(completed => completed.TakenFrom is not null).Select(completed => completed.Step));
        Assert.Equal(["below", "last"], events.Of<RunEvent.StepFetched>().Select(fetched => fetched.Step));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(4, await _project.ResultAsync<int>("last"));
        Assert.True(_project.IsConfirmed(Request));
    }

    [Fact]
    public async Task What_was_taken_over_is_pushed_so_that_a_third_machine_runs_nothing()
    {
        await BuildAsync(4);
        await BuildAsync(5);
        MoveToAnotherMachine();

        var (result, events) = await BuildAsync(5);

        Assert.Empty(events.Of<RunEvent.StepStarted>());
        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
    }

    [Fact]
    public async Task What_a_plan_takes_over_is_pushed_too()
    {
        await BuildAsync(4);
        Declare(5);
        await _project.BuildAsync(Request with { Select = ["above"] });
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();

        var (_, events) = await BuildAsync(5);

        Assert.Empty(events.Of<RunEvent.StepStarted>());
    }

    public static TheoryData<string> Faults => ["no record", "empty record", "record of nothing", "record with a path", "record of another entry", "long record", "no archive", "archive is none", "server fails"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_the_store_answers_the_steps_run(string fault)
    {
        await BuildAsync(4);
        MoveToAnotherMachine();
        foreach (var name in _server.Files.Keys)
            Break(fault, name);

        if (fault == "server fails")
            _server.Refuse = request => Task.FromResult<int?>(request.Target.EndsWith(".cutoff", StringComparison.Ordinal) && request.HttpMethod == "GET" ? 403 : null);

        var (result, events) = await BuildAsync(5);

        Assert.Equal(["above", "below", "last"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal(4, await _project.ResultAsync<int>("last"));
        Assert.Equal(fault switch { "archive is none" => ["TANGO0308", "TANGO0308"], "server fails" => ["TANGO0306"], _ => (string[])[] }, result.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public async Task A_store_that_refuses_records_gets_the_results_all_the_same()
    {
        _server.Refuse = request => Task.FromResult<int?>(request.Target.EndsWith(".cutoff", StringComparison.Ordinal) && request.HttpMethod == "PUT" ? 403 : null);

        var (result, _) = await BuildAsync(4);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(3, _server.Files.Count);
    }

    [Fact]
    public async Task Nothing_is_asked_if_it_is_turned_off()
    {
        await BuildAsync(4);
        MoveToAnotherMachine();
        Declare(5);
        var before = _server.Requests.Count;

        var (_, events) = await _project.BuildAsync(Request with { EarlyCutoff = false });

        Assert.Equal(3, events.Of<RunEvent.StepStarted>().Count());
        Assert.DoesNotContain(_server.Requests.Skip(before), request => request.Method == "GET" && request.Path.EndsWith(".cutoff", StringComparison.Ordinal));
    }

    private void Break(string fault, string name)
    {
        var isRecord = name.EndsWith(".cutoff", StringComparison.Ordinal);
        switch (fault)
        {
            case "no record" when isRecord: _server.Files.TryRemove(name, out _); break;
            case "empty record" when isRecord: _server.Files[name] = []; break;
            case "record of nothing" when isRecord: _server.Files[name] = "Plus-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8.ToArray(); break;
            case "record with a path" when isRecord: _server.Files[name] = "a/b-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8.ToArray(); break;
            case "record of another entry" when isRecord: _server.Files[name] = System.Text.Encoding.UTF8.GetBytes(_server.Files.Keys.First(other => other.StartsWith("Halved", StringComparison.Ordinal))[..^".tar.zst".Length]); break;
            case "long record" when isRecord: _server.Files[name] = new byte[100_000]; break;
            case "no archive" when !isRecord: _server.Files.TryRemove(name, out _); break;
            case "archive is none" when !isRecord: _server.Files[name] = [1, 2, 3]; break;
        }
    }

    private Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(int number)
    {
        Declare(number);
        return _project.BuildAsync(Request);
    }

    private void Declare(int number) => _project.DeclareAnew()
        .Declare<Halved>("above", $"Number={number}").Declare<Plus>("below", "Left=ref:above", "Right=1").Declare<Plus>("last", "Left=ref:below", "Right=1");

    private void MoveToAnotherMachine()
    {
        Directory.Delete(_project.Request.CacheDirectory, recursive: true);
        Directory.Delete(_project.StateDirectory, recursive: true);
    }
}
