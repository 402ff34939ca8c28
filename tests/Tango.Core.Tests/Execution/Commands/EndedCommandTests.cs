using System.Diagnostics;
using System.Globalization;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Commands;
using Tango.Execution.Plans;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Core.Tests.Execution.Commands;

[Trait("Speed", "Slow")]
public sealed class EndedCommandTests : IDisposable
{
    // A shell, its child, and its child's child, which says who it is.
    private const string Tree = "(sh -c 'echo $$ > pids; echo half > out.txt; echo started; sleep 600; true'; true); true";

    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [ShFact]
    public async Task Ends_with_everything_it_started_when_the_build_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        _project.DeclareCommand("slow", Tree, "Outputs=out.txt");

        var run = _project.RunAsync(_project.ExecutionPlan(), _events, null, cancellation.Token);
        await _events.When(e => e is RunEvent.StepLogged { Text: "started" });
        var inner = Inner();
        await cancellation.CancelAsync();
        await run;

        await inner.WaitForExitAsync();
        Assert.Empty(_events.Failed);
        Assert.False(_project.Cache.Contains(_project.UniqueId("slow")));
    }

    [ShFact]
    public async Task Ends_with_everything_it_started_when_its_time_is_over()
    {
        _project.DeclareCommand("slow", Tree, "Outputs=out.txt", "Timeout=00:00:02");

        var run = _project.RunAsync(_project.ExecutionPlan(), _events);
        await _events.When(e => e is RunEvent.StepLogged { Text: "started" });
        var inner = Inner();
        await run;

        await inner.WaitForExitAsync();
        Assert.Equal("TANGO0205", Assert.Single(_events.Of<RunEvent.StepFailed>()).Code);
    }

    // Both would write to the same output. After an edit the command has another id, and so another work directory.
    [ShTheory]
    [InlineData("", "CacheResults=true")]
    [InlineData("", "CacheResults=false")]
    [InlineData("; true", "CacheResults=true")]
    [InlineData("; true", "CacheResults=false")]
    public async Task What_a_killed_worker_left_running_ends_before_the_next_attempt(string edit, string cached)
    {
        if (!OperatingSystem.IsLinux())
            return;

        const string command = "if [ -e go ]; then echo new > out.txt; else trap '' TERM HUP; echo $$ > pids; echo started; while :; do echo old >> out.txt; sleep 0.05; done; fi";
        var scratch = Path.Combine(_project.StateDirectory, "steps");
        _project.DeclareCommand("slow", command, "Outputs=out.txt", cached);
        var plan = Path.Combine(_project.StateDirectory, "attached.json");
        ExecutionPlanFile.Write(plan, _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath, ScratchDirectory = scratch });
        using var worker = TestWorker.Start("run", plan, "--attached");
        while (await worker.StandardOutput.ReadLineAsync() is { } line && !line.Contains("started\"", StringComparison.Ordinal))
        {
            // Events before the one that tells what the command said.
        }

        using var left = Inner();
        worker.Kill();
        await worker.WaitForExitAsync();
        Assert.False(left.HasExited);
        _project.Write("go", "");
        _project.DeclareAnew().DeclareCommand("slow", command + edit, "Outputs=out.txt", cached);

        await _project.RunAsync(_project.ExecutionPlan() with { ScratchDirectory = scratch }, _events);

        await left.WaitForExitAsync();
        Assert.Equal(["slow"], _events.Completed);
        Assert.Equal("new\n", File.ReadAllText(_project.PathOf("out.txt")));
    }

    // The work directory belongs to the cache, which clones share.
    [ShFact]
    public async Task What_another_build_runs_in_the_work_directory_of_a_killed_one_goes_on()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var scratch = Path.Combine(_project.StateDirectory, "steps");
        var work = _project.PathOf("work of both");
        using var other = RunIn(work);
        var owner = LinuxProcess.TryRead(Environment.ProcessId)!;
        _project.Write("work of both/.running", string.Create(CultureInfo.InvariantCulture, $"{owner.Id} {owner.Started}\n{work}"));
        Directory.CreateDirectory(Path.Combine(scratch, "slow"));
        File.WriteAllText(Path.Combine(scratch, "slow", ".running"), $"4000000 1\n{work}");
        _project.DeclareCommand("slow", "echo new > out.txt", "Outputs=out.txt");

        await _project.RunAsync(_project.ExecutionPlan() with { ScratchDirectory = scratch }, _events);

        Assert.Equal(["slow"], _events.Completed);
        Assert.False(other.HasExited);
        other.Kill();
    }

    [ShTheory]
    [InlineData("Outputs=out.txt")]
    [InlineData("")]
    public async Task Nothing_of_a_command_that_has_ended_stays_in_the_state_directory(string outputs)
    {
        var scratch = Path.Combine(_project.StateDirectory, "steps");
        _project.DeclareCommand("quick", "echo 1 > out.txt", outputs.Length == 0 ? [] : [outputs]);

        await _project.RunAsync(_project.ExecutionPlan() with { ScratchDirectory = scratch }, _events);

        Assert.Equal(["quick"], _events.Completed);
        Assert.False(Directory.Exists(Path.Combine(scratch, "quick")));
    }

    [ShFact]
    public async Task A_command_and_its_processes_end_with_the_build()
    {
        _project.DeclareCommand("slow", Tree, "Outputs=out.txt");
        var plan = Path.Combine(_project.StateDirectory, "attached.json");
        ExecutionPlanFile.Write(plan, _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath });
        using var worker = TestWorker.Start("run", plan, "--attached");
        while (await worker.StandardOutput.ReadLineAsync() is { } line && !line.Contains("started\"", StringComparison.Ordinal))
        {
            // Events before the one that tells what the command said.
        }

        var inner = Inner();
        worker.StandardInput.Close();

        await worker.WaitForExitAsync();
        await inner.WaitForExitAsync();
    }

    [ShFact]
    public async Task Leaves_nothing_that_the_next_run_would_believe()
    {
        using var cancellation = new CancellationTokenSource();
        _project.DeclareCommand("slow", Tree, "Outputs=out.txt");
        var run = _project.RunAsync(_project.ExecutionPlan(), _events, null, cancellation.Token);
        await _events.When(e => e is RunEvent.StepLogged { Text: "started" });
        await cancellation.CancelAsync();
        await run;
        Assert.True(File.Exists(_project.PathOf("out.txt")));

        _project.DeclareAnew().DeclareCommand("slow", "true", "Outputs=out.txt");
        var events = await _project.RunAsync();

        Assert.Equal("TANGO0506", Assert.Single(events.Of<RunEvent.StepFailed>()).Code);
    }

    [ShFact]
    public async Task Is_not_waited_for_when_only_what_it_left_behind_goes_on()
    {
        _project.DeclareCommand("server", "sleep 600 & echo $! > pids; echo done");

        var events = await _project.RunAsync();

        Assert.Equal(["server"], events.Completed);
        Inner().Kill();
    }

    [ShFact]
    public async Task Is_not_waited_for_either_when_what_it_left_behind_goes_on_printing()
    {
        _project.DeclareCommand("server", "(while :; do echo tick; sleep 0.1; done) & echo $! > pids; echo done");

        var events = await _project.RunAsync();

        Inner().Kill();
        Assert.Equal(["server"], events.Completed);
    }

    private static Process RunIn(string workDirectory)
    {
        Directory.CreateDirectory(workDirectory);
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "echo ready; read line" }, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[CommandVariables.Work] = workDirectory;
        var process = Process.Start(start)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }

    private Process Inner() => Process.GetProcessById(int.Parse(File.ReadAllText(_project.PathOf("pids")), CultureInfo.InvariantCulture));
}
