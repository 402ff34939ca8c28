using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango;

/// <summary>The phases of one build of a pipeline, each a method; <see cref="TangoEngine"/> calls them in order.</summary>
internal sealed class PipelineRun
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly DirectoryStepCache _cache;
    private readonly RunHistory _history;
    private readonly FileHashMemory _inputHashes;
    private readonly InputFileHasher _hasher;
    private readonly CodeHistory _code;
    private readonly LastPlan _lastPlan;
    private readonly RunTally _tally = new();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly CommandPlacement _placement;
    private readonly Dictionary<string, string> _exportedBy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private ImmutableArray<string> _forced = [];

    public PipelineRun(PipelineRequest request, StateFiles state)
    {
        _request = request;
        _state = state;
        _cache = new DirectoryStepCache(request.CacheDirectory);
        _placement = new CommandPlacement(_cache, request.ProjectDirectory);
        (_history, _inputHashes) = state.Access(() => (RunHistory.Load(state.History), FileHashMemory.Load(state.InputHashes)));
        _hasher = new InputFileHasher(_inputHashes);
        _lastPlan = new LastPlan(state.PlanFile);
        _code = new CodeHistory(state.Code, request.Assemblies);
    }

    /// <summary>Types, names, arguments, references.</summary>
    /// <param name="remember">Whether what was read of the assemblies may be written down.</param>
    public StepGraph Resolve(bool remember)
    {
        var catalog = _request.Assemblies is { } assemblies ? Read(assemblies, remember) : new StepTypeCatalog([]);
        return new GraphBuilder(catalog, _request.ProjectDirectory)
        {
            UnknownType = _request.RunsBeforeCompile ? Descriptors.StepTypeNotInReferences : Descriptors.UnknownStepType,
            ProjectReferences = _request.ProjectReferences,
            ReferencedPipelines = _request.ReferencedPipelines,
        }.Build(_request.Declarations);
    }

    private StepTypeCatalog Read(StepAssemblies assemblies, bool remember) => File.Exists(assemblies.Main)
        ? StepTypeMemo.Read(_state.StepTypes, assemblies, remember)
        : throw new TangoException(Descriptors.AssemblyNotFound.Of(DiagnosticSubject.None, assemblies.Main));

    /// <summary>The unique id of every step.</summary>
    public ImmutableArray<StepIdentity> Identify(StepGraph graph, CancellationToken cancellationToken) =>
        new StepIdentifier(_hasher, _request.CodeIdentity).Identify(graph, cancellationToken);

    /// <summary>Looks for damage in entries that were touched since the last build, so that they are planned for.</summary>
    /// <param name="graph">The steps.</param>
    /// <param name="identities">Their identities.</param>
    /// <param name="touched">The unique ids of the entries.</param>
    /// <param name="setAside">Whether damaged entries are set aside, and told of.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task InspectAsync(
        StepGraph graph,
        ImmutableArray<StepIdentity> identities,
        IEnumerable<string> touched,
        bool setAside,
        CancellationToken cancellationToken)
    {
        var suspects = touched.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Referenced is null && suspects.Contains(identities[node.Index].UniqueId)))
        {
            var uniqueId = identities[node.Index].UniqueId;
            var damage = setAside
                ? (await _cache.VerifyAsync(uniqueId, cancellationToken).ConfigureAwait(false)).Damage
                : _cache.FindDamage(uniqueId, cancellationToken);
            if (damage is not null)
            {
                ReportDamage(node, uniqueId, damage);
            }
        }
    }

    /// <summary>What runs, and why.</summary>
    public Plan Plan(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        // What was forced and has run is not forced again when a lost result makes a second plan necessary.
        var force = HasExecuted ? [.. _forced.Where(name => _tally.Find(name) is not { State: StepState.Ran })] : _request.Force;
        var options = new PlanOptions { Select = _request.Select, Force = force, CacheOnly = _request.CacheOnly, Damaged = _damaged.ToFrozenSet(StringComparer.Ordinal), DescribeCode = _code.Describe, Recall = _lastPlan.Find };
        var plan = new Planner(_cache, _history, options).Make(graph, identities);
        _forced = [.. plan.Steps.Where(step => step.IsForced).Select(step => step.Node.Name)];
        return plan;
    }

    /// <summary>Runs what the plan says, and makes results available where they were asked for.</summary>
    /// <returns>What became of every declared step.</returns>
    public async Task<ImmutableArray<StepOutcome>> CarryOutAsync(
        StepGraph graph,
        Plan plan,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        HasLostResults = false;
        if (plan.RunCount > 0)
        {
            // Commands that run may look for what others wrote at its place in the project.
            await PutBackAsync(plan, cancellationToken).ConfigureAwait(false);
            if (!HasLostResults)
            {
                await ExecuteAsync(plan, observer, cancellationToken).ConfigureAwait(false);
            }
        }

        var outcomes = await ExportAsync(graph, Outcomes(graph, plan), cancellationToken).ConfigureAwait(false);
        outcomes = await PlaceAsync(plan, outcomes, cancellationToken).ConfigureAwait(false);
        HasLostResults &= _tally.Failures.Count == 0 && !cancellationToken.IsCancellationRequested;
        return outcomes;
    }

    /// <summary>Whether results that the plan counted on turned out to be lost, so that a new plan is needed.</summary>
    public bool HasLostResults { get; private set; }

    /// <summary>Whether anything ran.</summary>
    public bool HasExecuted { get; private set; }

    /// <summary>An observer that sees everything this build's worker tells: keeps the tally and the text log, then passes it on.</summary>
    public RunObservers Observe(IRunObserver outside, RunTextLog log) => new(_tally, log, outside);

    private ImmutableArray<StepOutcome> Outcomes(StepGraph graph, Plan plan)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node);
        return [.. _request.Declarations
            .Select(declaration => planned[graph.Find(declaration.Name)!])
            .Select(step => new StepOutcome(
                step.Node.Name,
                step.Identity.UniqueId,
                StateOf(step),
                _cache.PathForStep(step.Identity.UniqueId),
                step.Identity.Format.ToString())
            {
                Duration = _tally.Find(step.Node.Name)?.Duration ?? TimeSpan.Zero,
                Summary = SummaryOf(step),
                Reason = step.Reasons.IsEmpty ? null : string.Join(Reason.Separator, step.Reasons),
                ExportItem = step.Node.Settings.ExportItem,
            })];
    }

    /// <summary>
    /// Makes sure that nothing was passed over in silence: after a build that reports no error, every planned step has run, or its result was made meanwhile.
    /// </summary>
    public void CheckComplete(Plan plan, bool isCancelled)
    {
        if (isCancelled || _tally.Failures.Count > 0 || _diagnostics.Exists(diagnostic => diagnostic.IsError))
        {
            return;
        }

        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Run && StateOf(step) is not (StepState.Ran or StepState.Cached)))
        {
            _diagnostics.Add(Descriptors.StepPassedOver.Of(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name));
        }
    }

    /// <summary>Writes down what the next build wants to know.</summary>
    public void Record(Plan plan, ImmutableArray<StepOutcome> outcomes)
    {
        foreach (var step in plan.Steps)
        {
            if (StateOf(step) is var state and not StepState.Skipped)
            {
                _history.Record(step.Node.Name, new LastRun(step.Identity.UniqueId, state) { CodeFingerprint = CodeInIdOf(step.Node) });
            }
        }

        try
        {
            _state.Access(() => SaveState(plan));
        }
        catch (TangoException exception)
        {
            // What became of the steps is worth more than the memory of it: both are told.
            _diagnostics.AddRange(exception.Diagnostics);
        }

        if (_request.RunsDirectory is { } directory && HasExecuted)
        {
            AppendRecord(directory, outcomes);
        }
    }

    /// <summary>Keeps collections of the cache away from what the pipeline needs.</summary>
    public void ProtectNeeded(Plan plan) => new CacheRoots(_request.CacheDirectory).Write(
        _request.StateDirectory,
        plan.Steps.Where(step => step.IsStored && step.Identity.IsFindable).Select(step => step.Identity.UniqueId).Distinct(StringComparer.Ordinal));

    private void SaveState(Plan plan)
    {
        _history.Save(_state.History);
        _inputHashes.Save(_state.InputHashes);
        AtomicFile.Write(_state.Pipeline, Encoding.UTF8.GetBytes(SharedPipeline.Of(_request, plan, StateOf).ToText()));
        if (_history.HasOtherCode || !File.Exists(_state.Code))
        {
            _code.Remember(plan.Steps.Select(step => step.Node.Type), _history.CodeFingerprints);
        }
    }

    private void AppendRecord(string directory, ImmutableArray<StepOutcome> outcomes)
    {
        var record = new RunRecord(
            _request.ProjectFile, _request.StateDirectory, ToolVersion.Current, Environment.MachineName, DateTimeOffset.UtcNow, [.. outcomes.Select(RecordOf)]);
        try
        {
            RunRecordFile.Append(directory, record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(Descriptors.RecordNotWritten.Of(DiagnosticSubject.None, directory, exception.Message));
        }
    }

    private RunRecordStep RecordOf(StepOutcome outcome)
    {
        var tally = _tally.Find(outcome.Name);
        return new RunRecordStep(outcome.Name, outcome.UniqueId, outcome.State, outcome.Duration)
        {
            Reason = outcome.Reason,
            Summary = outcome.Summary,
            Error = tally?.Error,
            Log = tally?.Log,
        };
    }

    private string? CodeInIdOf(StepNode node) =>
        node.Type.Version is null && _request.CodeIdentity == CodeIdentity.Auto ? node.Type.CodeFingerprint : null;

    /// <summary>Every mistake and warning met so far.</summary>
    public ImmutableArray<Diagnostic> Diagnostics(Plan plan, StepGraph graph) =>
    [
        .. plan.Warnings,
        .. plan.Steps.Where(step => step.Action == PlannedAction.Blocked).Select(NotInCache),
        .. _diagnostics,
        .. _tally.Failures.Select(failure => new Diagnostic(
            Descriptors.Find(failure.Code),
            new DiagnosticSubject(graph.Find(failure.Step)?.File, failure.Step),
            failure.Message)),
    ];

    private Diagnostic NotInCache(PlannedStep step) => Descriptors.NotInCache.Of(
        new DiagnosticSubject(step.Node.File, step.Node.Name),
        step.Node.Name,
        string.Join(", ", step.Reasons),
        step.Identity.UniqueId,
        _request.CacheDirectory);

    private ExecutionPlan ToExecute(Plan plan, WorkerSettings worker, StepPrograms? programs) => ExecutionPlanMaker.Make(plan, ToolVersion.Current, _hasher.StampOf) with
    {
        ProjectFile = _request.ProjectFile,
        Assembly = worker.TargetAssembly,
        FurtherAssemblies = programs?.Further ?? [],
        CacheDirectory = _request.CacheDirectory,
        ScratchDirectory = _state.Scratch,
        MaxParallelism = _request.MaxParallelism > 0 ? _request.MaxParallelism : Environment.ProcessorCount,
        KeepGoing = _request.KeepGoing,
        CheckInputs = _request.CheckInputs,
    };

    private async Task ExecuteAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        var worker = _request.Worker ?? throw new InvalidOperationException("There are steps to run, but no worker to run them.");
        var programs = _request is { RunsBeforeCompile: true, Assemblies: { } assemblies } ? StepPrograms.Of(plan, assemblies) : null;
        worker = programs?.Host(worker) ?? worker;
        if (!HasExecuted)
        {
            var cached = plan.Steps.Where(step => step.Action == PlannedAction.Cached).Select(step => step.Node.Name);
            observer.OnEvent(new RunEvent.RunStarted(_request.ProjectFile, plan.RunCount, [.. cached]));
            PlanWarnings.Tell(plan, observer);
        }

        HasExecuted = true;

        // The plan has taken them up; what runs now makes them anew.
        _damaged.Clear();
        IgnoreFile.EnsureFor(_request.CacheDirectory);

        // Its own file while it runs: two builds of one project may run at once. Then under the name by which people find it.
        var planFile = _state.NewPlanFile();
        _state.Access(() => ExecutionPlanFile.Write(planFile, CommandPlacement.WithLeftovers(ToExecute(plan, worker, programs), UpToDateFile.Read(_state.UpToDate))));
        var failure = await new WorkerProcess(worker, observer).RunAsync(planFile, cancellationToken).ConfigureAwait(false);
        File.Move(planFile, _state.PlanFile, overwrite: true);
        if (!cancellationToken.IsCancellationRequested)
        {
            TellBlocked(plan, observer);
        }

        if (failure is not null)
        {
            _diagnostics.Add(failure);
            return;
        }

        TakeLost(plan);
    }

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
            if (StateOf(step) == StepState.Skipped)
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
                _diagnostics.AddRange(takers.Select(taker => Lost(taker, entry)));
                continue;
            }

            HasLostResults = true;
            if (entry.Damage is { } damage)
            {
                ReportDamage(plan.Steps.First(step => step.Identity.UniqueId == entry.UniqueId).Node, entry.UniqueId, damage);
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

    private void ReportDamage(StepNode node, string uniqueId, string damage)
    {
        _damaged.Add(uniqueId);
        _diagnostics.Add(Descriptors.DamagedEntry.Of(new DiagnosticSubject(node.File, node.Name), uniqueId, damage));
    }

    private StepState StateOf(PlannedStep step) => step.Action switch
    {
        PlannedAction.Run => _tally.Find(step.Node.Name)?.State ?? StepState.Skipped,
        // Made again in an earlier pass of this build, and by now in the cache.
        PlannedAction.Cached => _tally.Find(step.Node.Name)?.State ?? StepState.Cached,
        PlannedAction.Blocked => StepState.Blocked,
        _ => StepState.Skipped,
    };

    private string? SummaryOf(PlannedStep step) =>
        _tally.Find(step.Node.Name) is { } tally ? tally.Summary
        : step.Action == PlannedAction.Cached ? _cache.TryGetMetadata(step.Identity.UniqueId)?.Summary
        : null;

    private async Task<ImmutableArray<StepOutcome>> ExportAsync(
        StepGraph graph,
        ImmutableArray<StepOutcome> outcomes,
        CancellationToken cancellationToken)
    {
        _exportedBy.Clear();
        var exported = ImmutableArray.CreateBuilder<StepOutcome>(outcomes.Length);
        foreach (var outcome in outcomes)
        {
            var node = graph.Find(outcome.Name)!;
            var isWanted = node.Settings.ExportTo is not null && outcome.State is (StepState.Cached or StepState.Ran);
            exported.Add(isWanted ? await ExportAsync(node, outcome, cancellationToken).ConfigureAwait(false) : outcome);
        }

        return exported.MoveToImmutable();
    }

    // Before anything runs: of commands whose results are in the cache.
    private async Task PutBackAsync(Plan plan, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Cached && CommandPlacement.IsFor(step.Node)))
        {
            await PutBackAsync(step, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ImmutableArray<string>> PutBackAsync(PlannedStep step, CancellationToken cancellationToken)
    {
        try
        {
            var placed = await _placement.PutBackAsync(step.Node, step.Identity.UniqueId, cancellationToken).ConfigureAwait(false);
            if (placed.State == CacheReadState.Found)
            {
                return placed.Files;
            }

            HasLostResults = true;
            if (placed.Damage is { } damage)
            {
                ReportDamage(step.Node, step.Identity.UniqueId, damage);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var subject = new DiagnosticSubject(step.Node.File, step.Node.Name);
            _diagnostics.Add(Descriptors.ExportFailed.Of(subject, step.Node.Name, _request.ProjectDirectory, exception.Message));
        }

        return [];
    }

    // When everything has run: the files of every command, those that a command has just written included.
    private async Task<ImmutableArray<StepOutcome>> PlaceAsync(Plan plan, ImmutableArray<StepOutcome> outcomes, CancellationToken cancellationToken)
    {
        var commands = plan.Steps
            .Where(step => CommandPlacement.IsFor(step.Node) && StateOf(step) is (StepState.Cached or StepState.Ran))
            .ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        var placed = ImmutableArray.CreateBuilder<StepOutcome>(outcomes.Length);
        foreach (var outcome in outcomes)
        {
            if (!commands.TryGetValue(outcome.Name, out var step))
            {
                placed.Add(outcome);
                continue;
            }

            var files = step.IsStored || step.Action == PlannedAction.Cached
                ? await PutBackAsync(step, cancellationToken).ConfigureAwait(false)
                : _placement.Present(step.Node);
            if (_placement.Claim(step.Node, files) is { } conflict)
            {
                _diagnostics.Add(conflict);
            }

            placed.Add(outcome with { PlacedFiles = files });
        }

        return placed.MoveToImmutable();
    }

    private bool MayReplace(string path) => !_exportedBy.ContainsKey(path) && (_request.MayReplace is null || _request.MayReplace(path));

    private async Task<StepOutcome> ExportAsync(StepNode node, StepOutcome outcome, CancellationToken cancellationToken)
    {
        var place = ExportPlaces.FullPath(node.Settings.ExportTo!, _request.ProjectDirectory);
        var subject = new DiagnosticSubject(node.File, node.Name, SettingNames.ExportTo);
        try
        {
            var export = await _cache.ExportAsync(outcome.UniqueId, place, MayReplace, cancellationToken).ConfigureAwait(false);
            if (export.State != CacheReadState.Found)
            {
                HasLostResults = true;
                if (export.Damage is { } damage)
                {
                    ReportDamage(node, outcome.UniqueId, damage);
                }

                return outcome;
            }

            if (export.Files.IsEmpty)
            {
                _diagnostics.Add(Descriptors.ExportFailed.Of(subject, node.Name, place, "its result is null."));
            }

            foreach (var file in export.Files)
            {
                _exportedBy[file] = node.Name;
            }

            return outcome with { ExportedTo = place, ExportedFiles = export.Files };
        }
        catch (ExportRefusedException refused)
        {
            _diagnostics.Add(_exportedBy.TryGetValue(refused.Place, out var other)
                ? Descriptors.ExportedTwice.Of(subject, other, node.Name, refused.Place)
                : Descriptors.ExportInTheWay.Of(subject, node.Name, refused.Place));
            return outcome;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(Descriptors.ExportFailed.Of(subject, node.Name, place, exception.Message));
            return outcome;
        }
    }
}
