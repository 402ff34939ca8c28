using System.Text;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Execution.Plans;
using Tango.Execution.Slurm;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class ReceivedReportTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileServer _server = FileServer.Start();
    private readonly MovedClock _clock = new();
    private readonly NodeStore _store;
    private readonly JobFolder _folder;

    public ReceivedReportTests()
    {
        _store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        _folder = JobFolder.Create(_directory.Path, "Step-1", _ => new ExecutionPlan { ToolVersion = "1.2.3" });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(new[] { "0.0:a", "0.1:b", "0.2:c" }, new[] { "abc" })]
    [InlineData(new[] { "0.0:a", "0.2:c" }, new[] { "a" })]
    [InlineData(new[] { "0.0:a", "1.0:b", "1.1:c" }, new[] { "a", "bc" })]
    [InlineData(new[] { "1.0:b" }, new[] { "b" })]
    [InlineData(new[] { "0.0:a", "3.0:d", "4.0:e" }, new[] { "a", "d", "e" })]
    [InlineData(new string[0], new string[0])]
    public async Task Parts_of_an_attempt_follow_one_another_and_attempts_have_files_without_a_gap(string[] parts, string[] attempts)
    {
        foreach (var part in parts)
            Store(part[..3].Split('.') is [var attempt, var number] ? NodeNames.Events(NodeNames.JobOf(_folder), attempt[0] - '0', number[0] - '0') : "", part[4..]);

        await new ReceivedReport(_store, _folder, _clock).ReceiveAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal(attempts, Enumerable.Range(0, attempts.Length).Select(attempt => File.ReadAllText(_folder.EventsOf(attempt))));
        Assert.False(File.Exists(_folder.EventsOf(attempts.Length)));
    }

    [Fact]
    public async Task Two_builds_that_follow_one_job_write_the_same_report()
    {
        var (one, two) = (new ReceivedReport(_store, _folder, _clock), new ReceivedReport(_store, _folder, _clock));
        Store(NodeNames.Events(NodeNames.JobOf(_folder), 0, 0), "a");
        await one.ReceiveAsync(isUrgent: true, CancellationToken.None);
        Store(NodeNames.Events(NodeNames.JobOf(_folder), 0, 1), "b");

        await one.ReceiveAsync(isUrgent: true, CancellationToken.None);
        await two.ReceiveAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal("ab", await File.ReadAllTextAsync(_folder.EventsOf(0)));
    }

    [Fact]
    public async Task The_store_is_asked_at_an_interval_unless_it_is_urgent()
    {
        var report = new ReceivedReport(_store, _folder, _clock);
        await report.ReceiveAsync(isUrgent: false, CancellationToken.None);
        var asked = _server.Count("GET");
        await report.ReceiveAsync(isUrgent: false, CancellationToken.None);
        Assert.Equal(asked, _server.Count("GET"));

        await report.ReceiveAsync(isUrgent: true, CancellationToken.None);
        Assert.Equal(2 * asked, _server.Count("GET"));
        _clock.Now += TimeSpan.FromMinutes(1);
        await report.ReceiveAsync(isUrgent: false, CancellationToken.None);

        Assert.Equal(3 * asked, _server.Count("GET"));
    }

    [Fact]
    public async Task A_folder_that_another_build_has_removed_is_not_made_again()
    {
        Store(NodeNames.Events(NodeNames.JobOf(_folder), 0, 0), "a");
        _folder.TryDelete();

        await new ReceivedReport(_store, _folder, _clock).ReceiveAsync(isUrgent: true, CancellationToken.None);

        Assert.False(Directory.Exists(_folder.FullPath));
    }

    private void Store(string name, string text) => _server.Files[name] = Encoding.UTF8.GetBytes(text);

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
