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

    private static DebuggedWorker Start(string script) => DebuggedWorker.Start(new WorkerLaunch("sh", ["-c", script], Path.GetTempPath()));
}
