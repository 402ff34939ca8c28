using Tango.Cli.Debugging;
using Tango.Engine;
using Tango.Runs;

namespace Tango.Cli.Tests.Debugging;

/// <summary>What the tool does with the worker that a debugger is attached to; in its place a shell that says what it is told.</summary>
public sealed class DebuggedWorkerTests
{
    [Fact]
    public async Task It_waits_for_a_debugger_and_is_told_to_end()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var worker = Start("echo \"$0 $1\" >&2; read -r line; echo \"$line\" >&2");
        using var stop = new CancellationTokenSource();
        var lines = new List<string>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.FollowAsync(_ => { }, Take, stop.Token));

        Assert.Equal(["--attached --wait-for-debugger", "cancel"], lines);

        void Take(string line)
        {
            lines.Add(line);
            stop.Cancel();
        }
    }

    [Fact]
    public async Task Its_events_and_its_exit_code_are_passed_on()
    {
        if (OperatingSystem.IsWindows())
            return;

        var line = System.Text.Encoding.UTF8.GetString(RunEventJson.Write(new RunEvent.StrayOutput { Text = "ä" }, DateTimeOffset.UnixEpoch));
        using var worker = Start($"echo '{line}'; echo '{{\"event\":\"of a newer version\"}}'; exit 3");
        var events = new List<RunEvent>();

        var code = await worker.FollowAsync(events.Add, _ => { }, CancellationToken.None);

        Assert.Equal(3, code);
        Assert.Equal("ä", Assert.IsType<RunEvent.StrayOutput>(Assert.Single(events)).Text);
    }

    [Fact]
    public async Task What_happens_in_it_and_what_it_prints_come_one_at_a_time()
    {
        if (OperatingSystem.IsWindows())
            return;

        var line = System.Text.Encoding.UTF8.GetString(RunEventJson.Write(new RunEvent.StrayOutput { Text = "a" }, DateTimeOffset.UnixEpoch));
        using var worker = Start($"(i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo '{line}'; done) & i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo b >&2; done; wait");
        var inside = 0;
        var count = 0;

        await worker.FollowAsync(_ => Take(), _ => Take(), CancellationToken.None);

        Assert.Equal(4_000, count);

        void Take()
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            Thread.SpinWait(10_000);
            count++;
            Interlocked.Decrement(ref inside);
        }
    }

    [Theory]
    [InlineData("event")]
    [InlineData("line")]
    public async Task It_is_ended_when_nobody_reads_it(string failing)
    {
        if (OperatingSystem.IsWindows())
            return;

        var line = System.Text.Encoding.UTF8.GetString(RunEventJson.Write(new RunEvent.StrayOutput { Text = "a" }, DateTimeOffset.UnixEpoch));
        using var worker = Start($"echo '{line}'; echo b >&2; read -r line; exit 3");

        var error = await Assert.ThrowsAsync<IOException>(() => worker.FollowAsync(_ => Fail("event"), _ => Fail("line"), CancellationToken.None));

        Assert.Equal("closed", error.Message);

        void Fail(string what)
        {
            if (what == failing)
                throw new IOException("closed");
        }
    }

    private static DebuggedWorker Start(string script) => DebuggedWorker.Start(new WorkerLaunch("sh", ["-c", script], Path.GetTempPath()));
}
