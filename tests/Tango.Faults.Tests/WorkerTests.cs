using System.Globalization;
using Tango.Core.Tests.Child;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Faults.Tests;

/// <summary>A step misbehaves in a worker beside the steps of the pipeline. All others must complete.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class WorkerTests
{
    private const string Name = "misbehaving";

    [Fact]
    public Task A_step_ends_its_process() => TryAsync(
        "step that ends its process",
        [.. Enum.GetValues<CrashKind>().Select(kind => Of<Crashes>("TANGO0203", $"Kind={kind}"))],
        FaultRun.Count(1, 8));

    [Fact]
    public Task A_step_says_too_much() => TryAsync(
        "step that says more than its worker has memory",
        [
            .. Enum.GetValues<FloodKind>().Select(kind => Of<Floods>(null, $"Kind={kind}", $"Megabytes={FaultRun.Count(120, 300)}")),
            Of<SpeaksAtLength>(null, "Length=1000000"),
            Of<FailsAtLength>("TANGO0201", "Length=1000000"),
        ],
        FaultRun.Count(1, 3),
        hasLittleMemory: true);

    [Fact]
    public Task A_step_holds_its_process() => TryAsync(
        "step that holds, stops or deafens its process",
        [
            Of<LeavesThread>(null),
            Of<WaitsForItsOwnInitializer>("TANGO0205", "Timeout=00:00:00.01"),
            Of<ClosesDescriptors>(null, "Descriptors=0;1;2"),
            .. OperatingSystem.IsLinux() ? [Of<StopsItsProcess>("TANGO0203")] : (Misbehaviour[])[],
        ],
        FaultRun.Count(1, 8));

    private static Misbehaviour Of<T>(string? code, params string[] metadata) => new(typeof(T).FullName!, metadata, code);

    private static async Task TryAsync(string fault, Misbehaviour[] kinds, int times, bool hasLittleMemory = false)
    {
        var row = new FaultRow(fault);
        var tried = kinds.Where((_, index) => FaultRun.IsLong || index % 3 == 0).ToList();
        for (var time = 0; time < times; time++)
        {
            foreach (var kind in tried)
                row.Add(string.Create(CultureInfo.InvariantCulture, $"{time}: {kind.Type} {string.Join(' ', kind.Metadata)}"), await TryAsync(kind, hasLittleMemory));
        }

        row.Complete();
    }

    private static async Task<FaultOutcome> TryAsync(Misbehaviour kind, bool hasLittleMemory)
    {
        using var project = new Project();
        using var cache = new FaultCache { Directory = project.Cache.DirectoryPath };
        project.Declare(Name, [$"Type={kind.Type}", .. kind.Metadata]);
        DeclarePipeline(project, cache.Marks);
        var outcome = new FaultOutcome();
        var events = new RecordedEvents();
        var settings = hasLittleMemory ? TestWorker.WithLittleMemory(project) : TestWorker.Settings;
        var file = Path.Combine(project.StateDirectory, "plan.json");
        var workers = new WorkerRuns(settings with { StopCheckInterval = TimeSpan.FromMilliseconds(1) }, events, TestWorker.PlanOf(project), file, part => ExecutionPlanFile.Write(file, part));
        outcome.Problems.AddRange((await workers.RunAsync(CancellationToken.None).WaitAsync(TestLimits.Hang)).Select(diagnostic => diagnostic.Message));

        var failed = string.Join(", ", events.Of<RunEvent.StepFailed>().Select(failure => $"{failure.Code} of {failure.Step}"));
        if (failed != (kind.Code is null ? "" : $"{kind.Code} of {Name}"))
            outcome.Problems.Add($"failed: {failed}");

        var completed = events.Completed.ToHashSet(StringComparer.Ordinal);
        outcome.Add(await cache.RecoverAsync(completed, otherSteps: completed.Contains(Name) ? 1 : 0));
        return outcome;
    }

    // With the ids of FaultPipeline, so that its program finds the results.
    private static void DeclarePipeline(Project project, string marks)
    {
        var total = new List<string> { "Marks=" + marks };
        DeclareAll<FaultText>("text", "Texts");
        DeclareAll<FaultBytes>("bytes", "Blocks");
        DeclareAll<FaultRows>("rows", "Rows");
        DeclareAll<FaultTree>("tree", "Trees");
        project.Declare<FaultTotal>("total", [.. total]);

        void DeclareAll<T>(string name, string argument)
        {
            var numbers = Enumerable.Range(1, FaultPipeline.StepsOfEachKind).ToList();
            numbers.ForEach(number => project.Declare<T>($"{name}{number}", $"Number={number}", "Marks=" + marks));
            total.Add($"{argument}={string.Join(';', numbers.Select(number => $"ref:{name}{number}"))}");
        }
    }

    private sealed record Misbehaviour(string Type, string[] Metadata, string? Code);
}
