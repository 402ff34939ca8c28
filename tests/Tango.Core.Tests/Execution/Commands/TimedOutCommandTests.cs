using System.Globalization;
using Tango.Execution.Commands;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

public sealed class TimedOutCommandTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [ShTheory]
    [InlineData("echo $$ > pids; exec sleep 600")]
    [InlineData("echo $$ > pids; sleep 600; true")]
    [InlineData("sh -c 'echo $$ > pids; sleep 600; true'; true")]
    [InlineData("setsid sh -c 'echo $$ > pids; sleep 600; true'; true")]
    [InlineData("trap '' TERM INT HUP; echo $$ > pids; sleep 600; sleep 600")]
    [InlineData("sh -c 'trap \"\" TERM; echo $$ > pids; while :; do sleep 600; done' & wait")]
    [InlineData("(sh -c 'echo $$ > pids; sleep 600; true' &) ; sleep 600; true")]
    [InlineData("(setsid sh -c 'echo $$ > pids; sleep 600; true' &) ; sleep 600; true")]
    public async Task Leaves_no_process_and_says_nothing_else(string run)
    {
        _project.DeclareCommand("slow", run, "Outputs=out.txt", "Timeout=00:00:01");

        var events = await _project.RunAsync();

        Assert.Equal("TANGO0205", Assert.Single(events.Of<RunEvent.StepFailed>()).Code);
        Assert.DoesNotContain(events.Of<RunEvent.StepLogged>(), logged => logged.Level == StepLogLevel.Warning);
        var pid = int.Parse(File.ReadAllText(_project.PathOf("pids")), CultureInfo.InvariantCulture);
        Assert.False(LinuxProcess.TryRead(pid) is { IsAlive: true });
        Assert.DoesNotContain("   at Tango.", File.ReadAllText(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("slow")), "log.txt")), StringComparison.Ordinal);
    }
}
