using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Engine.Outputs;
using Tango.Engine.UpToDate;
using Tango.Execution.Plans;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>Runs a plan in the worker, and records the outcomes.</summary>
internal sealed class PipelineExecution
{
    private static readonly TimeSpan JobCancellationGrace = TimeSpan.FromSeconds(30);

    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly InputFileHasher _hasher;
    private readonly RunTally _tally;
    private readonly RunFindings _findings;
    private readonly BuildFiles _build;
    private readonly DirectoryStepCache _cache;

    /// <param name="build">The files of this build; disposed of by the caller.</param>
    public PipelineExecution(PipelineRequest request, StateFiles state, BuildFiles build, DirectoryStepCache cache, InputFileHasher hasher, RunTally tally, RunFindings findings)
    {
        _request = request;
        _state = state;
        _build = build;
        _cache = cache;
        _hasher = hasher;
        _tally = tally;
        _findings = findings;
    }

    /// <summary>Brings the result of an earlier step from the remote cache, if it is there; null: there is no remote cache.</summary>
    public Func<RunEvent.EarlierResultWanted, IRunObserver, CancellationToken, Task>? FindEarlierResult { get; init; }

    /// <summary>Whether anything ran.</summary>
    public bool HasExecuted { get; private set; }

    /// <summary>Runs the steps of a plan.</summary>
    public async Task RunAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        var running = LeaveOut(plan, observer);
        if (running.RunCount == 0 || (_tally.Failures.Count > 0 && !_request.Options.KeepGoing))
            return;

        var (worker, programs) = HostOf(_request, running);
        worker = worker with { FindEarlierResult = FindEarlierResult is null ? null : (wanted, token) => FindEarlierResult(wanted, observer, token) };

        // Cancelling jobs is a matter of the controller, which may be slow.
        if (_request.Slurm is not null)
            worker = worker with { CancellationGrace = JobCancellationGrace };

        _state.Save(_build.Begin);
        ReportStart(plan, observer);
        var planFile = _build.PlanFile;
        using var processors = _request.Slurm is null ? _request.RequestProcessors?.Invoke(_request.Options.MaxParallelism) : null;
        var execution = _state.Access(() => ProjectOutputs.Completed(ToExecute(running, worker, programs, ProcessorsOf(processors)), _request.OutputFolders, UpToDateFile.Read(_state.UpToDate)));
        var workers = new WorkerRuns(worker, observer, execution, planFile, part => _state.Save(() => ExecutionPlanFile.Write(planFile, part)));
        var found = await workers.RunAsync(cancellationToken).ConfigureAwait(false);
        _state.Save(() => RecordOutcomes(planFile, execution));
        _findings.AddRange(found);
        if (found.Any(diagnostic => diagnostic.IsError))
            return;

        RecordMissing(plan);
    }

    // What failed in an earlier pass, and what needs it, which is blocked.
    private Plan LeaveOut(Plan plan, IRunObserver observer)
    {
        var leftOut = LeftOutSteps.Find(plan, _tally);
        foreach (var step in plan.Steps.Where(step => leftOut.ContainsKey(step.Node)))
        {
            // One that is not cached has run, and its result may not be needed any more.
            var state = _tally.Find(step.Node.Name)?.State;
            if (state is not (StepState.Failed or StepState.Blocked) && (state != StepState.Ran || step.IsCacheable))
                observer.OnEvent(new RunEvent.StepBlocked { Step = step.Node.Name, BlockingStep = leftOut[step.Node].Name });
        }

        return plan with { Steps = [.. plan.Steps.Where(step => !leftOut.ContainsKey(step.Node))] };
    }

    /// <summary>How to start the worker for a plan, and the programs with its steps if there is no program of the project's own.</summary>
    /// <exception cref="TangoException">None of them can be run.</exception>
    public static (WorkerSettings Worker, StepPrograms? Programs) HostOf(PipelineRequest request, Plan plan)
    {
        var worker = request.Worker ?? throw new InvalidOperationException("There are steps to run, but no worker to run them.");
        var programs = request is { RunsBeforeCompile: true, Assemblies: { } assemblies } ? StepPrograms.Find(plan, assemblies) : null;
        return (programs?.Host(worker) ?? worker, programs);
    }

    private void RecordOutcomes(string planFile, ExecutionPlan execution)
    {
        if (File.Exists(planFile))
            FileChange.Replace(planFile, _state.PlanFile);
        else
            ExecutionPlanFile.Write(_state.PlanFile, execution);
    }

    private void ReportStart(Plan plan, IRunObserver observer)
    {
        if (!HasExecuted)
        {
            var cached = plan.Steps.Where(step => step is { Action: PlannedAction.Cached, SameAs: null }).Select(step => step.Node.Name);
            observer.OnEvent(new RunEvent.RunStarted
            {
                Project = _request.ProjectFile,
                RunCount = plan.RunCount,
                CachedSteps = [.. cached],
                StepsToRun = StepsToRun(plan),
                HasNoChanges = plan.Steps.All(step => step.Action != PlannedAction.Run || (!step.IsCacheable && !step.IsForced)),
            });
            PlanWarnings.Report(plan, observer);
        }

        if (!HasExecuted && _cache.SubstitutePath is null)
            EntryLeftovers.TryRemove(_cache, plan.CachedEntries);

        HasExecuted = true;
        _findings.ForgetCorrupt();
        IgnoreFile.EnsureFor(_request.CacheDirectory);
    }

    private static Dictionary<string, IReadOnlyList<string>> StepsToRun(Plan plan)
    {
        var running = plan.Steps.Where(step => step.IsComputed).Select(step => step.Node).ToHashSet();
        return running.ToDictionary(
            node => node.Name,
            node => (IReadOnlyList<string>)[.. node.Inputs.Concat(node.OrderOnly).Where(running.Contains).Select(needed => needed.Name).Distinct(StringComparer.OrdinalIgnoreCase)],
            StringComparer.OrdinalIgnoreCase);
    }

    private ExecutionPlan ToExecute(Plan plan, WorkerSettings worker, StepPrograms? programs, int processors) => JobSteps.KeepCommands(ExecutionPlanMaker.Make(plan, ToolVersion.Current, _hasher.StampOf) with
    {
        ProjectFile = _request.ProjectFile,
        Assembly = worker.TargetAssembly,
        AdditionalAssemblies = programs?.Additional ?? [],
        CacheDirectory = _request.CacheDirectory,
        Redirected = [.. _cache.Redirected],
        SubstituteDirectory = _cache.SubstitutePath,
        ScratchDirectory = _state.Scratch,
        FindsEarlierResults = worker.FindEarlierResult is not null,
        Slurm = SlurmOf(plan, worker),
        Options = _request.Options with { MaxParallelism = _tally.IsContested ? 1 : processors },
    });

    private SlurmSettings? SlurmOf(Plan plan, WorkerSettings worker)
    {
        if (_request.Slurm is not { } slurm)
            return null;

        if (slurm.SendsFiles && !File.Exists(_build.StoreFile))
            new RemoteCacheFile(_request.RemoteCache, _request.CacheDirectory).WriteTo(_build.StoreFile);

        return slurm with
        {
            Worker = [worker.DotNetHost, .. WorkerCommandLine.HostOf(worker, _request.StateDirectory)],
            Store = slurm.SendsFiles ? _build.StoreFile : null,
            Exports = slurm.SendsFiles ? [.. plan.Steps.Select(step => step.Node.Export.To).OfType<string>().Select(to => ExportPaths.FullPath(to, _request.ProjectDirectory))] : [],
        };
    }

    // Who asks first gets all and keeps them to the end: whoever comes later must not wait for that with a single one.
    private int ProcessorsOf(ProcessorShare? granted) =>
        granted is null ? _request.Options.MaxParallelism : int.Max(granted.Count, (_request.Options.MaxParallelism + 1) / 2);

    private void RecordMissing(Plan plan)
    {
        foreach (var entry in _tally.DrainMissing().DistinctBy(entry => entry.UniqueId))
        {
            if (entry is { IsContested: true, Corruption: null })
                _findings.AddMissing(entry.UniqueId);
            else if (ConsumersOf(plan, entry.Step) is { Count: > 0 } consumers)
                _findings.AddRange(consumers.Select(taker => MissingEntry(taker, entry)));
            else
                _findings.AddMissing(plan.Steps.First(step => step.Identity.UniqueId == entry.UniqueId).Node, entry.UniqueId, entry.Corruption);
        }
    }

    // No plan of this project computes the results of another.
    private static List<StepNode> ConsumersOf(Plan plan, string referenced) =>
        [.. plan.Steps.Select(step => step.Node).Where(node => node.Inputs.Any(input => input.Referenced is not null && input.Name == referenced))];

    private static Diagnostic MissingEntry(StepNode taker, RunEvent.EntryMissing entry)
    {
        var result = taker.Inputs.First(input => input.Name == entry.Step).Referenced!;
        var what = entry.Corruption is { } corruption ? $"its cache entry was corrupt ({corruption})" : "it was removed from the cache";
        return ReferencedResultCheck.Missing(taker, result, $"{what}. Build '{result.Pipeline.Project}' again.");
    }
}
