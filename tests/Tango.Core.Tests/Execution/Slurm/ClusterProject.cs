using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Tango.Build.TestKit;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>A project whose steps become jobs, with the journal of what ran, and gates at which steps wait.</summary>
internal sealed class ClusterProject : IDisposable
{
    private const uint ForOwner = 0x180;

    // What is asked at intervals is asked more often: tests have other limits of time.
    private const int Haste = 4;

    // The nodes of the tests are on this machine.
    private static readonly TimeSpan FileGrace = TimeSpan.FromSeconds(6 * Haste);

    /// <param name="journal">Full path of the folder of the journal and the gates; null: one in the project.</param>
    public ClusterProject(string? journal = null) => Journal = Directory.CreateDirectory(journal ?? Project.PathOf("journal")).FullName;

    public Project Project { get; } = new();

    public string Journal { get; }

    public SlurmSettings Settings { get; set; } = new()
    {
        Worker = [TestWorker.Settings.DotNetHost, .. WorkerCommandLine.HostOf(TestWorker.Settings, Path.GetTempPath())],
        Options = ["--mem=200M"],
    };

    public void Dispose() => Project.Dispose();

    /// <summary>Declares a step that writes into the journal.</summary>
    public ClusterProject Declare(string name, params string[] metadata)
    {
        Project.Declare<WritesJournal>(name, [$"Name={name}", $"Journal={Journal}", .. metadata]);
        return this;
    }

    /// <summary>The same, and it waits at a gate of its name.</summary>
    public ClusterProject DeclareWaiting(string name, params string[] metadata)
    {
        Directory.CreateDirectory(Journal + ".gates");
        Assert.Equal(0, MakeFifo(GateOf(name), ForOwner));
        return Declare(name, [$"Gate={GateOf(name)}", .. metadata]);
    }

    /// <summary>Lets one run of a step pass, once it is there.</summary>
    public Task OpenAsync(string name) => File.WriteAllTextAsync(GateOf(name), "");

    /// <summary>What ran, in the order of their starts.</summary>
    public IReadOnlyList<JournalEntry> Ran() => [.. Directory.GetFiles(Journal).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).Select(JournalEntry.Parse)];

    /// <summary>Ends when a step has written into the journal.</summary>
    /// <param name="times">How often.</param>
    public async Task WhenInJournalAsync(string step, int times = 1)
    {
        using var watcher = new FileSystemWatcher(Journal);
        while (true)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watcher.Created += (_, _) => changed.TrySetResult();
            watcher.EnableRaisingEvents = true;
            if (Ran().Count(entry => entry.Step == step) >= times)
                return;

            await changed.Task.WaitAsync(TestLimits.Hang);
        }
    }

    /// <summary>Ends when no job of this project waits or runs. Each question is a process that the controller answers.</summary>
    public async Task WhenQueueIsEmptyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (await Task.Run(Queue) is { Length: > 0 } jobs)
            Assert.True(clock.Elapsed < TestLimits.Hang, $"{string.Join(", ", jobs)} do not end.");
    }

    /// <summary>Assemblies besides that of the tests.</summary>
    public ImmutableArray<string> Programs { get; set; } = [];

    /// <summary>Whether steps have keys of early cut-off, which a build gives them.</summary>
    public bool HasCutoffKeys { get; set; }

    /// <summary>The plan, with jobs.</summary>
    public ExecutionPlan Plan()
    {
        var plan = TestWorker.PlanOf(Project) with { Slurm = Settings, AdditionalAssemblies = Programs };
        return HasCutoffKeys ? plan with { Steps = [.. plan.Steps.Select(step => step.Dependencies.IsEmpty ? step : step with { CutoffPart = step.Name })] } : plan;
    }

    /// <summary>Carries out the plan in this process. Each event is one that a build would believe its worker.</summary>
    /// <param name="force">Whether all steps are forced.</param>
    public Task RunAsync(RecordedEvents events, bool force = false, CancellationToken cancellationToken = default)
    {
        var plan = Plan();
        if (force)
            plan = plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = true })] };

        return new Executor(Project.Cache, new Believing(plan, events)) { FileGrace = FileGrace, Clock = new FastClock(Haste) }.ExecuteAsync(plan, cancellationToken);
    }

    /// <summary>Carries it out in a process of its own, which a test can kill.</summary>
    public Process Start()
    {
        var path = Path.Combine(Project.StateDirectory, "driver.json");
        ExecutionPlanFile.Write(path, Plan());
        return TestWorker.Start(WorkerProtocol.Run, path);
    }

    /// <summary>The names and states of the jobs of this project in the queue.</summary>
    public string[] Queue() => [.. SlurmCluster.Queue("%j %k").Where(line => line.Contains(Project.Cache.DirectoryPath, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal)];

    /// <summary>What is told of a step, in order.</summary>
    public static IEnumerable<string> KindsOf(RecordedEvents events, string step) => events.All.Where(e => StepOf(e) == step).Select(e => e.GetType().Name);

    private static string? StepOf(RunEvent runEvent) => (string?)runEvent.GetType().GetProperty("Step")?.GetValue(runEvent);

    /// <summary>What MSBuild's process makes of the events of its worker.</summary>
    private sealed class Believing(ExecutionPlan plan, RecordedEvents events) : IRunObserver
    {
        private readonly ReportedSteps _steps = new(plan);

        public void OnEvent(RunEvent runEvent)
        {
            Assert.True(_steps.TryAdd(runEvent), $"'{RunEventText.Format(runEvent)}' does not fit.");
            events.OnEvent(runEvent);
        }
    }

    private string GateOf(string name) => Path.Combine(Journal + ".gates", name);

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
