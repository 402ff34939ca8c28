using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Has the worker run what a plan says, and takes up what became of it.</summary>
internal sealed class PipelineExecution
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly InputFileHasher _hasher;
    private readonly RunTally _tally;
    private readonly RunFindings _findings;

    public PipelineExecution(PipelineRequest request, StateFiles state, InputFileHasher hasher, RunTally tally, RunFindings findings)
    {
        _request = request;
        _state = state;
        _hasher = hasher;
        _tally = tally;
        _findings = findings;
    }

    /// <summary>Whether anything ran.</summary>
    public bool HasExecuted { get; private set; }

    /// <summary>Runs the steps of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Stops the worker.</param>
    public async Task RunAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        var worker = _request.Worker ?? throw new InvalidOperationException("There are steps to run, but no worker to run them.");
        var programs = _request is { RunsBeforeCompile: true, Assemblies: { } assemblies } ? StepPrograms.Of(plan, assemblies) : null;
        worker = programs?.Host(worker) ?? worker;
        TellStart(plan, observer);

        // Its own file while it runs: two builds of one project may run at once. Then under the name by which people find it.
        var planFile = _state.NewPlanFile();
        _state.Access(() => ExecutionPlanFile.Write(planFile, CommandPlacement.WithLeftovers(ToExecute(plan, worker, programs), UpToDateFile.Read(_state.UpToDate, _request.CacheDirectory))));
        var failure = await new WorkerProcess(worker, observer).RunAsync(planFile, cancellationToken).ConfigureAwait(false);
        File.Move(planFile, _state.PlanFile, overwrite: true);
        if (!cancellationToken.IsCancellationRequested)
        {
            TellBlocked(plan, observer);
        }

        if (failure is not null)
        {
            _findings.Add(failure);
            return;
        }

        TakeLost(plan);
    }

    private void TellStart(Plan plan, IRunObserver observer)
    {
        if (!HasExecuted)
        {
            var cached = plan.Steps.Where(step => step.Action == PlannedAction.Cached).Select(step => step.Node.Name);
            observer.OnEvent(new RunEvent.RunStarted(_request.ProjectFile, plan.RunCount, [.. cached]));
            PlanWarnings.Tell(plan, observer);
        }

        HasExecuted = true;
        _findings.ForgetDamage();
        IgnoreFile.EnsureFor(_request.CacheDirectory);
    }

    private ExecutionPlan ToExecute(Plan plan, WorkerSettings worker, StepPrograms? programs) => ExecutionPlanMaker.Make(plan, ToolVersion.Current, _hasher.StampOf) with
    {
        ProjectFile = _request.ProjectFile,
        Assembly = worker.TargetAssembly,
        FurtherAssemblies = programs?.Further ?? [],
        CacheDirectory = _request.CacheDirectory,
        ScratchDirectory = _state.Scratch,
        MaxParallelism = _request.MaxParallelism > 0 ? _request.MaxParallelism : Environment.ProcessorCount,
        Gpus = _request.Gpus,
        KeepGoing = _request.KeepGoing,
        CheckInputs = _request.CheckInputs,
    };

    // A worker that died could not tell what its end blocks.
    private void TellBlocked(Plan plan, IRunObserver observer)
    {
        var culprits = _tally.Failures.ToDictionary(failure => failure.Step, failure => failure.Step, StringComparer.OrdinalIgnoreCase);
        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Run && !culprits.ContainsKey(step.Node.Name)))
        {
            var culprit = step.Node.Inputs.Concat(step.Node.OrderOnly).Select(input => culprits.GetValueOrDefault(input.Name)).FirstOrDefault(name => name is not null);
            if (culprit is null)
            {
                continue;
            }

            culprits.Add(step.Node.Name, culprit);
            if (_tally.StateOf(step) == StepState.Skipped)
            {
                observer.OnEvent(new RunEvent.StepBlocked(step.Node.Name, culprit));
            }
        }
    }

    private void TakeLost(Plan plan)
    {
        foreach (var entry in _tally.TakeLost().DistinctBy(entry => entry.UniqueId))
        {
            if (TakersOf(plan, entry.Step) is { Count: > 0 } takers)
            {
                _findings.AddRange(takers.Select(taker => Lost(taker, entry)));
            }
            else
            {
                _findings.AddLost(plan.Steps.First(step => step.Identity.UniqueId == entry.UniqueId).Node, entry.UniqueId, entry.Damage);
            }
        }
    }

    // No plan of this project makes the results of another.
    private static List<StepNode> TakersOf(Plan plan, string referenced) =>
        [.. plan.Steps.Select(step => step.Node).Where(node => node.Inputs.Any(input => input.Referenced is not null && input.Name == referenced))];

    private static Diagnostic Lost(StepNode taker, RunEvent.EntryLost entry)
    {
        var result = taker.Inputs.First(input => input.Name == entry.Step).Referenced!;
        var what = entry.Damage is { } damage ? $"its cache entry was damaged ({damage}) and was set aside" : "somebody removed it from the cache";
        return ReferencedResultCheck.Missing(taker, result, $"{what}. Build '{result.Pipeline.Project}' again.");
    }
}
