using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Core.Tests.Caching.Remote;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.Engine;
using Tango.Graph.Projects;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Remote;

/// <summary>Builds on two machines that share a remote cache: another machine is the same project without its cache and its state.</summary>
[Trait("Speed", "Slow")]
public sealed class RemoteCacheTests : IDisposable, IAsyncLifetime
{
    private readonly EngineProject _project = new();
    private readonly FileServer _server = FileServer.Start();

    private PipelineRequest Request => _project.Request with { RemoteCache = new(_server.Address) };

    public Task InitializeAsync()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_one_machine_made_another_fetches()
    {
        var (made, _) = await _project.BuildAsync(Request);
        Assert.Equal(made.Steps.Select(step => step.UniqueId + ".tar.zst").Order(), _server.Files.Keys.Where(name => name.EndsWith(".zst", StringComparison.Ordinal)).Order());
        MoveToAnotherMachine();

        var (result, events) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
        Assert.False(result.IsUpToDate);
        Assert.Equal(["one", "sum"], events.Of<RunEvent.StepFetched>().Select(e => e.Step).Order());
        Assert.Equal(_server.Files.Where(file => file.Key.EndsWith(".zst", StringComparison.Ordinal)).Sum(file => file.Value.Length), events.Of<RunEvent.StepFetched>().Sum(e => e.Size));
        Assert.Equal(2, events.All.Count);
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
        Assert.True(_project.IsConfirmed(Request));
    }

    [Fact]
    public async Task A_build_that_is_up_to_date_sends_no_request()
    {
        await _project.BuildAsync(Request);
        var asked = _server.Requests.Count;

        var (result, _) = await _project.BuildAsync(Request);

        Assert.True(result.IsUpToDate);
        Assert.Equal(asked, _server.Requests.Count);
    }

    [Fact]
    public async Task Only_what_is_needed_is_fetched()
    {
        _project.DeclareAnew().Declare<Constant>("one", "Value=1", "OnlyIfNeeded=true").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();

        var (_, events) = await _project.BuildAsync(Request);

        Assert.Equal("sum", Assert.Single(events.Of<RunEvent.StepFetched>()).Step);
        Assert.False(Directory.Exists(_project.EntryOf("one")));
    }

    [Fact]
    public async Task What_the_remote_cache_lacks_runs_and_is_pushed()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        Assert.True(_server.Files.TryRemove(NameOf("sum"), out var sum));

        var (result, events) = await _project.BuildAsync(Request);

        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal("one", Assert.Single(events.Of<RunEvent.StepFetched>()).Step);
        Assert.Contains(NameOf("sum"), _server.Files.Keys);
    }

    [Fact]
    public async Task A_plan_says_what_is_remote_and_fetches_nothing()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();

        var plan = await TangoEngine.PlanAsync(Request);

        Assert.All(plan.Steps, step => Assert.Equal((PlannedAction.Cached, "in the remote cache"), (step.Action, step.ReasonText)));
        Assert.DoesNotContain(_server.Requests, request => request.Method == "GET" && request.Path.EndsWith(".zst", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Request.CacheDirectory));
    }

    [Fact]
    public async Task A_plan_of_a_project_that_takes_a_remote_result_is_as_if_it_were_there()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();

        var reported = TangoEngine.Describe(Request, await TangoEngine.PlanAsync(Request));

        Assert.All(reported.Steps, step => Assert.Equal(ReferencedState.Planned, step.State));
    }

    [Fact]
    public async Task Results_are_taken_in_builds_in_which_nothing_runs()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();

        var (result, _) = await _project.BuildAsync(Request with { CacheOnly = true });

        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
    }

    [Fact]
    public async Task A_machine_that_only_takes_pushes_nothing()
    {
        await _project.BuildAsync(Request with { RemoteCache = new(_server.Address) { Push = false } });

        Assert.Empty(_server.Files);
        Assert.Equal(0, _server.Count("PUT"));
    }

    [Fact]
    public async Task A_forced_step_runs_though_it_is_remote_and_replaces_it()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        _server.Files[NameOf("one")] = [];

        var (result, _) = await _project.BuildAsync(Request with { Force = ["one"] });

        Assert.Equal([StepState.Ran, StepState.Cached], result.Steps.Select(step => step.State));
        Assert.NotEmpty(_server.Files[NameOf("one")]);
    }

    [Fact]
    public async Task Results_that_cannot_be_found_again_are_neither_requested_nor_pushed()
    {
        _project.DeclareAnew().Declare<DiceCacheable>("dice").Declare<Dice>("throw").Declare<Constant>("kept", "Value=1", "CacheResults=false");

        await _project.BuildAsync(Request);

        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task A_remote_cache_that_cannot_be_read_is_a_warning_and_everything_is_made_here(int status)
    {
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? null : status);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal("TANGO0306", warning.Code);
        Assert.Contains($"the server answered {status}", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_fetched_is_a_warning_and_its_step_runs()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" ? 403 : null);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("TANGO0306", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task An_entry_that_goes_between_the_question_and_the_fetching_is_made_here()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "GET" ? 404 : null);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task A_remote_cache_that_cannot_be_written_is_one_warning()
    {
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? 403 : null);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("TANGO0307", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task Pushes_that_fail_at_the_same_time_are_one_warning()
    {
        _project.DeclareAnew().Declare<Constant>("one", "Value=1").Declare<Constant>("two", "Value=2");
        using var both = new Barrier(2);
        _server.Refuse = request => Task.Run<int?>(() => request.HttpMethod == "PUT" && both.SignalAndWait(TestLimits.Hang) ? 413 : null);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("TANGO0307", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task A_plan_reports_that_the_remote_cache_cannot_be_read()
    {
        _server.Refuse = _ => Task.FromResult<int?>(403);

        var plan = await TangoEngine.PlanAsync(Request);

        Assert.Equal("TANGO0306", Assert.Single(plan.Warnings).Code);
    }

    [Fact]
    public async Task Changed_code_with_the_same_version_is_reported_for_fetched_results()
    {
        _project.DeclareAnew().Declare<CountsRuns>("counted");
        await _project.BuildAsync(Request);
        Caching.Entry.Reseal(_project.EntryOf("counted"), "\"codeFingerprint\": \"", "\"codeFingerprint\": \"0");
        _server.Files.Clear();
        using (var remote = RemoteCache.Open(Request.RemoteCache!, _project.PathOf("spool")))
            await remote.PushAsync(Path.GetFileName(_project.EntryOf("counted")), new DirectoryStepCache(Request.CacheDirectory), default);

        MoveToAnotherMachine();
        var (result, events) = await _project.BuildAsync(Request);

        Assert.Single(events.Of<RunEvent.StepFetched>());
        Assert.Equal("TANGO0303", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task A_corrupt_remote_entry_is_a_warning_and_is_replaced()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        _server.Files[NameOf("sum")] = [1, 2, 3];

        var (result, _) = await _project.BuildAsync(Request);

        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0308", "sum"), (warning.Code, warning.Subject.Step));
        Assert.True(_server.Files[NameOf("sum")].Length > 3);
    }

    [Theory]
    [InlineData("302 Found", "file:///etc/passwd")]
    [InlineData("307 Temporary", "//")]
    [InlineData("301 Moved", "data:text/plain,x")]
    [InlineData("308 Permanent", "\\\\host\\share")]
    public async Task A_server_that_redirects_to_an_odd_place_is_one_warning(string status, string location)
    {
        await using var server = new HostileServer($"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

        var (result, _) = await _project.BuildAsync(Request with { RemoteCache = new(server.Address.AbsoluteUri) });

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("TANGO0306", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task An_entry_that_this_machine_cannot_store_is_one_warning_and_the_others_are_fetched()
    {
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        var name = new string('n', 300);
        var uniqueId = Path.GetFileName(_project.EntryOf("sum"));
        var archive = _project.PathOf("archive");
        await HostileArchive.WriteAsync(archive, uniqueId, [HostileArchive.File(name, "3")], [(name, "3")]);
        _server.Files[NameOf("sum")] = await File.ReadAllBytesAsync(archive);

        var (result, _) = await _project.BuildAsync(Request);

        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal(("TANGO0313", "sum"), (Assert.Single(result.Diagnostics).Code, result.Diagnostics[0].Subject.Step));
    }

    [Fact]
    public async Task A_pipe_in_place_of_an_archive_is_one_warning_and_the_others_are_fetched()
    {
        if (OperatingSystem.IsWindows())
            return;

        var request = _project.Request with { RemoteCache = new(_project.PathOf("share")) { Push = false } };
        await _project.BuildAsync(request with { RemoteCache = request.RemoteCache! with { Push = true } });
        MoveToAnotherMachine();
        var archive = Path.Combine(_project.PathOf("share"), NameOf("sum"));
        File.Delete(archive);
        OddFiles.MakePipe(archive);

        var (result, _) = await _project.BuildAsync(request);

        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal("TANGO0316", Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_corrupt_local_entry_is_fetched_again(string damaged)
    {
        await _project.BuildAsync(Request);
        var metadata = Path.Combine(_project.EntryOf("sum"), "metadata.json");
        await File.WriteAllTextAsync(metadata, damaged);

        var (result, events) = await _project.BuildAsync(Request);

        Assert.Equal("TANGO0301", Assert.Single(result.Diagnostics).Code);
        Assert.Equal("sum", Assert.Single(events.Of<RunEvent.StepFetched>()).Step);
        Assert.Empty(events.Completed);
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
    }

    [Fact]
    public async Task A_refetched_entry_stays_cached_even_if_another_fetch_fails()
    {
        await _project.BuildAsync(Request);
        await File.WriteAllTextAsync(Path.Combine(_project.EntryOf("sum"), "metadata.json"), "{");
        Directory.Delete(_project.EntryOf("one"), recursive: true);
        _server.Files[NameOf("one")] = [];

        var (result, _) = await _project.BuildAsync(Request);

        Assert.Equal([StepState.Ran, StepState.Cached], result.Steps.Select(step => step.State));
        Assert.Equal(["TANGO0301", "TANGO0308"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public async Task A_build_that_is_cancelled_while_it_fetches_leaves_no_entry()
    {
        // One transfer: of two, the other may be complete before the cancellation has come through.
        _project.DeclareAnew().Declare<Constant>("one", "Value=1");
        await _project.BuildAsync(Request);
        MoveToAnotherMachine();
        using var cancelled = new CancellationTokenSource();
        _server.Refuse = async request =>
        {
            if (request.HttpMethod == "GET")
                await cancelled.CancelAsync();

            return null;
        };

        var result = await EngineBuild.RunAsync(Request, new RecordedEvents(), cancelled.Token);

        Assert.True(result.IsCancelled);
        Assert.Empty(new DirectoryStepCache(Request.CacheDirectory).EnumerateUniqueIds());
    }

    [Theory]
    [InlineData("Content-Type: text/html\r\n\r\n<html>Please sign in</html>")]
    [InlineData("Content-Type: application/xhtml+xml\r\n\r\n<html>Please sign in</html>")]
    [InlineData("Content-Type: application/json\r\n\r\n{}")]
    [InlineData("\r\nHello")]
    [InlineData("\r\n")]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("\r\n\u0028\u00b5\u002f\u00fd\u0000\u0000")]
    public async Task A_server_that_answers_everything_alike_is_one_warning_and_not_used_any_more(string answer)
    {
        await using var server = new HostileServer("HTTP/1.1 200 OK\r\nConnection: close\r\n" + answer);
        for (var number = 0; number < 8; number++)
            _project.Declare<Constant>($"number{number}", $"Value={10 + number}");

        var (result, _) = await _project.BuildAsync(_project.Request with { RemoteCache = new(server.Address.ToString()) });

        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("TANGO0306", Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe, "a named pipe")]
    [InlineData(SpecialFiles.Socket, "a socket")]
    [InlineData(SpecialFiles.LinkToPipe, "a named pipe")]
    [InlineData(SpecialFiles.LinkToDevice, "a device")]
    public async Task What_is_no_file_in_place_of_an_archive_is_told_as_that(string kind, string what)
    {
        if (OperatingSystem.IsWindows())
            return;

        var store = Directory.CreateDirectory(_project.PathOf("store")).FullName;
        SpecialFiles.Make(kind, Path.Combine(store, NameOf("one")));

        var (result, _) = await _project.BuildAsync(_project.Request with { RemoteCache = new(store) { Push = false } }).WaitAsync(TestLimits.Hang);

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0316", "one"), (warning.Code, warning.Subject.Step));
        Assert.Contains($"is {what}", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it.", warning.Message, StringComparison.Ordinal);
    }

    private string NameOf(string step) => Path.GetFileName(_project.EntryOf(step)) + ".tar.zst";

    private void MoveToAnotherMachine()
    {
        Directory.Delete(_project.Request.CacheDirectory, recursive: true);
        Directory.Delete(_project.StateDirectory, recursive: true);
    }
}
