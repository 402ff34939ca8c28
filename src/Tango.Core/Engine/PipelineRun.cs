using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Engine.Outputs;
using Tango.Engine.Remote;
using Tango.Engine.UpToDate;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango.Engine;

/// <summary>The phases of one build of a pipeline, each a method; <see cref="TangoEngine"/> calls them in order.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _files;
    private readonly UpToDateRecord? _lastRecord;
    private readonly DirectoryStepCache _cache;
    private readonly RunTally _tally = new();
    private readonly RunFindings _findings = new();
    private readonly PipelineState _state;
    private readonly RunRecorder _recorder;
    private readonly PipelineExecution _execution;
    private readonly ExportedResults _exports;
    private readonly CommandOutputRestorer _commands;
    private readonly RemoteResults? _remote;
    private readonly BuildFiles _build;
    private readonly TakenResults _taken;
    private readonly Dictionary<StepNode, string?> _cutoffParts = [];
    private ImmutableArray<string> _forced = [];
    private IReadOnlyDictionary<string, EntryLook> _known = RecordedEntries.None.Untouched;
    private RunningBuild? _protection;

    /// <param name="isBuild">Whether results may be stored; otherwise only a plan is made.</param>
    public PipelineRun(PipelineRequest request, StateFiles state, UpToDateRecord? lastRecord, bool isBuild)
    {
        _request = request;
        _files = state;
        _lastRecord = lastRecord;
        _build = state.NewBuild();
        _cache = new DirectoryStepCache(request.CacheDirectory) { SubstitutePath = isBuild && ReadOnlyFolder.Is(request.CacheDirectory) ? _build.Results : null };
        _taken = new TakenResults(_cache);
        _state = new PipelineState(request, state);
        _recorder = new RunRecorder(request);
        _exports = new ExportedResults(request, _cache, _findings);
        _commands = new CommandOutputRestorer(request, state, _cache, _tally, _findings);
        _remote = request.RemoteCache is { } remote ? new RemoteResults(remote, _cache, _findings) { JobsPush = request.Slurm is { SendsFiles: true } } : null;
        _execution = new PipelineExecution(request, state, _build, _cache, _state.Hasher, _tally, _findings) { FindEarlierResult = _remote is null ? null : _remote.FindEarlierAsync };
    }

    /// <summary>Full paths of files in the outputs of commands that are not part of their results. Builds warn about them as long as they exist.</summary>
    public IReadOnlyList<string> OtherFiles => _commands.Others;

    /// <summary>The warnings about <see cref="OtherFiles"/>.</summary>
    public IReadOnlyList<Diagnostic> OtherFileWarnings => _commands.Warnings;

    /// <summary>Whether anything ran.</summary>
    public bool HasExecuted => _execution.HasExecuted;

    /// <summary>Whether the cache is unchanged: nothing ran, and nothing was fetched from the remote cache or taken over.</summary>
    public bool HasChangedNothing => !HasExecuted && _remote is not { HasFetched: true } && !_taken.HasAny;

    private bool IsReadOnly => _cache.SubstitutePath is not null;

    /// <summary>The entries of the last build, as they were when this one began, once <see cref="InspectAsync"/> has compared them.</summary>
    public RecordedEntries Recorded { get; private set; } = RecordedEntries.None;

    /// <summary>The sources of code fingerprints other than code, once <see cref="Resolve"/> has read them.</summary>
    public CodeSources Code { get; private set; } = CodeSources.None;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _protection?.End(isComplete: false);
        if (_remote is not null)
            await _remote.DisposeAsync().ConfigureAwait(false);

        _build.Dispose();
    }

    /// <summary>An observer of all events of this build's worker: updates the tally, the timeline and the logs, pushes results, and passes the events on.</summary>
    public RunObservers Observe(params IEnumerable<IRunObserver> others) => new([_tally, _recorder.Timeline, .. others, .. _remote is null ? [] : (IRunObserver[])[_remote]]);

    /// <summary>Binds types, names, arguments, references.</summary>
    /// <param name="remember">Whether what was read from the assemblies may be saved for the next build.</param>
    public StepGraph Resolve(bool remember)
    {
        var catalog = _request.Assemblies is { } assemblies ? Read(assemblies, remember) : new StepTypeCatalog([]);
        Code = catalog.Sources;
        var graph = new GraphBuilder(catalog, _request.ProjectDirectory)
        {
            UnknownType = _request.RunsBeforeCompile ? Descriptors.StepTypeNotInReferences : Descriptors.UnknownStepType,
            ProjectReferences = _request.ProjectReferences,
            ReferencedPipelines = _request.ReferencedPipelines,
        }.Build(_request.Declarations);
        new ForbiddenOutputs(_request).Check(graph);
        return graph;
    }

    /// <summary>Computes the unique id of every step.</summary>
    public ImmutableArray<StepIdentity> Identify(StepGraph graph, CancellationToken cancellationToken) =>
        new StepIdentifier(_state.Hasher, _request.CodeIdentity).Identify(graph, cancellationToken);

    /// <summary>Looks for corruption in entries that were touched since the last build, so that the plan computes them again.</summary>
    /// <param name="quarantine">Whether corrupt entries are quarantined, and reported.</param>
    public async Task InspectAsync(StepGraph graph, ImmutableArray<StepIdentity> identities, bool quarantine, CancellationToken cancellationToken)
    {
        Recorded = _lastRecord?.ReadEntries(_request.CacheDirectory) ?? RecordedEntries.None;
        _known = Recorded.Untouched;
        foreach (var node in graph.Nodes.Where(node => node.Referenced is null && Recorded.Touched.Contains(identities[node.Index].UniqueId)))
        {
            var uniqueId = identities[node.Index].UniqueId;
            // The plan reports those that are left alone.
            if (_cache.Look(uniqueId, ExpectedFormat.From(identities[node.Index].Format, node.CustomFormat)).State == CacheReadState.Unusable)
                continue;

            if ((await _cache.VerifyAsync(uniqueId, quarantine, cancellationToken).ConfigureAwait(false)).Corruption is { } corruption)
                _findings.AddCorrupt(node, uniqueId, corruption);
        }
    }

    /// <summary>Plans what runs, and why. Probes the remote cache for what is not in this one.</summary>
    /// <exception cref="TangoException">The requested steps contradict each other, or results of other projects are missing.</exception>
    public async Task<Plan> PlanAsync(StepGraph graph, ImmutableArray<StepIdentity> identities, CancellationToken cancellationToken)
    {
        var plan = await ProbeRemoteAsync(graph, identities, cancellationToken).ConfigureAwait(false);
        ReferencedResultCheck.Check(plan, _remote?.Available ?? []);
        return plan with { Warnings = [.. plan.Warnings, .. _findings.Diagnostics.Where(found => found.Descriptor == Descriptors.RemoteCacheNotRead)] };
    }

    /// <summary>Plans for a build: results that the plan takes from the remote cache are in this one when it returns.</summary>
    /// <exception cref="TangoException">The requested steps contradict each other, or results of other projects are missing.</exception>
    public async Task<Plan> PlanAndFetchAsync(
        StepGraph graph, ImmutableArray<StepIdentity> identities, IRunObserver observer, CancellationToken cancellationToken)
    {
        // Results that are fetched go there too.
        if (IsReadOnly)
            _files.Save(_build.Begin);

        var plan = await ProbeRemoteAsync(graph, identities, cancellationToken).ConfigureAwait(false);
        if (await PassOverAsync(plan, cancellationToken).ConfigureAwait(false))
            plan = Plan(graph, identities);

        if (plan.RunCount > 0 || plan.Steps.Any(step => step.IsRemote || step.Earlier is not null))
            _recorder.Begin(cancellationToken);

        while (_remote is not null && await _remote.FetchAsync(plan, observer, cancellationToken).ConfigureAwait(false))
            plan = Plan(graph, identities);

        _remote?.AddExpected(plan, observer);
        while (await _taken.TakeAsync(plan, observer, cancellationToken).ConfigureAwait(false))
        {
            plan = Plan(graph, identities);
            _remote?.AddExpected(plan, observer);
        }

        ReferencedResultCheck.Check(plan, remote: []);
        return plan;
    }

    /// <summary>Runs the steps of a plan, and exports results.</summary>
    public async Task<PassResult<ExecutedPlan>> ExecuteAsync(
        StepGraph graph,
        Plan plan,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        // A later plan is made because entries have changed since.
        _known = RecordedEntries.None.Untouched;
        if (plan.RunCount > 0)
        {
            await _commands.RestoreMissingAsync(plan, observer, cancellationToken).ConfigureAwait(false);
            if (!_findings.HasMissingResults)
            {
                await _execution.RunAsync(plan, observer, cancellationToken).ConfigureAwait(false);
            }
        }

        var outcomes = Outcomes(graph, plan);
        if (cancellationToken.IsCancellationRequested)
            return new(new(plan, outcomes), []);

        outcomes = await _exports.ExportAsync(graph, outcomes, cancellationToken).ConfigureAwait(false);
        outcomes = await _commands.RestoreAsync(plan, outcomes, observer, cancellationToken).ConfigureAwait(false);
        await (_remote?.FinishAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        var missing = _findings.DrainMissingResults();
        return new(new(plan, outcomes), (_tally.Failures.Count == 0 || _request.Options.KeepGoing) && !cancellationToken.IsCancellationRequested ? missing : []);
    }

    /// <summary>Called when a result was missing again and again, because something removes it while the build runs: its step fails, and the next pass leaves out what needs it.</summary>
    /// <returns>Whether there may be another pass.</returns>
    public bool GiveUp(Plan plan, string uniqueId, IRunObserver observer)
    {
        // It may be the result of another project.
        if (plan.Steps.FirstOrDefault(step => step.Identity.UniqueId == uniqueId)?.Node.Name is not { } step)
        {
            _findings.Add(Descriptors.EntryVanishes.Create(DiagnosticSubject.None, uniqueId, uniqueId, RunPasses.MaxLosses, _request.CacheDirectory));
            return false;
        }

        var made = _tally.Find(step);
        if (made?.State == StepState.Failed)
            return false;

        var error = Descriptors.EntryVanishes.Create(DiagnosticSubject.None, step, uniqueId, RunPasses.MaxLosses, _request.CacheDirectory);
        observer.OnEvent(new RunEvent.StepFailed
        {
            Step = step,
            UniqueId = uniqueId,
            Duration = made?.Duration ?? TimeSpan.Zero,
            Code = error.Code,
            Message = error.Message,
            LogPath = made?.Log,
        });
        return true;
    }

    /// <summary>
    /// Checks that nothing was skipped silently: after a build that reports no error, every planned step has run or its result was computed meanwhile, and everything to export
    /// was exported.
    /// </summary>
    public void CheckComplete(Plan plan, IReadOnlyList<StepOutcome> outcomes, bool isCancelled)
    {
        if (IsReadOnly && !HasChangedNothing)
        {
            var descriptor = ReadOnlyFolder.IsClosed(_request.CacheDirectory) ? Descriptors.CacheClosed : Descriptors.CacheReadOnly;
            _findings.Add(descriptor.Create(DiagnosticSubject.None, _request.CacheDirectory, _cache.SubstitutePath));
        }

        if (isCancelled || _tally.Failures.Count > 0 || _findings.Diagnostics.Any(diagnostic => diagnostic.IsError))
            return;

        foreach (var step in plan.Steps.Where(step => step.IsComputed && _tally.StateOf(step) is not (StepState.Ran or StepState.Cached) && !IsLeft(step)))
            _findings.Add(Descriptors.StepDidNotRun.Create(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name));

        _exports.CheckComplete(plan, outcomes);
    }

    /// <summary>
    /// Whether the next build finds every result it needs, and has the same outcomes. It does not if a step ran whose result is not cached: results that needed it are cached now,
    /// so it is skipped then. Nor does it if the cache is read-only and did not have all results.
    /// </summary>
    public bool IsRepeatable(Plan plan) => plan.IsRepeatable && _cache.Redirected.Count == 0 && (HasChangedNothing || !IsReadOnly)
        && !plan.Steps.Any(step => IsLeft(step) || (!step.IsCacheable && _tally.StateOf(step) == StepState.Ran));

    /// <summary>Saves the state for the next build, and the record of this one if something ran or was fetched.</summary>
    public async Task RecordAsync(Plan plan, IReadOnlyList<StepOutcome> outcomes, bool isCancelled)
    {
        _state.Record(plan, _tally, _cache.Redirected, _findings);
        if (_request.RunsDirectory is not { } directory || HasChangedNothing)
            return;

        var declared = outcomes.Select(outcome => outcome.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inline = plan.Steps.Where(step => step.Node.Referenced is null && !declared.Contains(step.Node.Name)).Select(Outcome);
        _state.Append(directory, await _recorder.CreateAsync(plan, outcomes.Concat(inline), isCancelled).ConfigureAwait(false), _findings);
    }

    /// <summary>Protects the entries that this build uses or computes from collections of the cache, until it has ended; if it fails, for some days more.</summary>
    public void ProtectUsed(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        _protection = _state.ProtectUsed(graph.Nodes.Where(node => node.Referenced is null).Select(node => identities[node.Index].UniqueId));

        // A read-only cache is not collected either.
        if (_protection.Fault is { } why && !IsReadOnly)
            _findings.Add(Descriptors.ResultsNotProtected.Create(DiagnosticSubject.None, Path.Combine(_request.CacheDirectory, EntryLayout.Roots), why.TrimEnd('.')));
    }

    /// <summary>Protects the entries that the pipeline needs from collections of the cache, until its next complete build.</summary>
    public void ProtectNeeded(Plan plan)
    {
        _state.ProtectNeeded(plan);
        _protection?.End(isComplete: true);
        _protection = null;
    }

    /// <summary>All errors and warnings so far.</summary>
    public ImmutableArray<Diagnostic> Diagnostics(Plan plan, StepGraph graph) =>
    [
        .. plan.Warnings.Except(_findings.Diagnostics),
        .. plan.Steps.Where(step => step.Action == PlannedAction.Blocked).Select(NotInCache),
        .. _findings.Diagnostics,
        .. _tally.Failures.Select(failure => new Diagnostic(
            Descriptors.Find(failure.Code),
            new DiagnosticSubject(graph.Find(failure.Step)?.File, failure.Step),
            failure.Message)
        {
            Frame = failure.SourceFile is { } file ? new SourceFrame(file, failure.SourceLine) : null,
        }),
    ];

    // A detached build runs nothing on this machine: these, and what needs them, are for the build that takes the results.
    private bool IsLeft(PlannedStep step) => _request.Slurm is { IsDetached: true } && step.IsComputed && _tally.StateOf(step) is StepState.Submitted or StepState.NotRun;

    // Quarantines entries that are corrupt, and finds other places for the results of entries that cannot be used: whether the plan must be made again.
    private async Task<bool> PassOverAsync(Plan plan, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps.Where(step => step.Entry.State == CacheReadState.Corrupt && !_findings.Corrupt.Contains(step.Identity.UniqueId)))
        {
            if ((await _cache.VerifyAsync(step.Identity.UniqueId, quarantine: true, cancellationToken).ConfigureAwait(false)).Corruption is { } corruption)
                _findings.AddCorrupt(step.Node, step.Identity.UniqueId, corruption);
        }

        var unusable = plan.WithUnusableEntry.ToList();
        foreach (var step in unusable)
        {
            _findings.Add(step.UnusableEntryWarning);
            _files.Access(() => EntryRemoval.TryRemove(Path.Combine(_files.Redirected, step.Identity.UniqueId)));
            _cache.Redirect(step.Identity.UniqueId, _files.Redirected);
        }

        // No collection looks there.
        if (unusable.Count > 0)
            _files.Access(() => StagedEntries.TryRemove(_files.Redirected, DateTimeOffset.UtcNow));

        return unusable.Count > 0;
    }

    private async Task<Plan> ProbeRemoteAsync(StepGraph graph, ImmutableArray<StepIdentity> identities, CancellationToken cancellationToken)
    {
        var plan = Plan(graph, identities);
        return _remote is not null && await _remote.ProbeAsync(plan, cancellationToken).ConfigureAwait(false) ? Plan(graph, identities) : plan;
    }

    private Plan Plan(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var options = _state.Compare(new PlanOptions
        {
            Select = _request.Select,
            // A forced step that has run, itself or as an equal one, is not forced again if a missing result makes a second plan necessary.
            Force = HasExecuted ? [.. _forced.Where(name => _tally.Find(name) is not { State: StepState.Ran or StepState.Cached })] : _request.Force,
            CacheOnly = _request.CacheOnly,
            Known = _known,
            Corrupt = _findings.Corrupt.ToFrozenSet(StringComparer.Ordinal),
            Unusable = _cache.Redirected.Keys.ToFrozenSet(StringComparer.Ordinal),
            Remote = _remote?.Available ?? [],
            CutoffPartOf = _request.EarlyCutoff ? CutoffPartOf : null,
            NotTaken = _taken.NotTaken,
        });
        var plan = new Planner(_cache, _state.History, options).Make(graph, identities);
        _forced = [.. plan.Steps.Where(step => step.IsForced).Select(step => step.Node.Name)];
        return plan;
    }

    // A build makes several plans.
    private string? CutoffPartOf(StepNode node, StepIdentity identity)
    {
        if (!_cutoffParts.TryGetValue(node, out var part))
            _cutoffParts.Add(node, part = CutoffKey.PartOf(node, identity, path => _state.Hasher.HashOf(path)));

        return part;
    }

    private StepTypeCatalog Read(StepAssemblies assemblies, bool remember)
    {
        if (!File.Exists(assemblies.Main))
            throw new TangoException(Descriptors.AssemblyNotFound.Create(DiagnosticSubject.None, assemblies.Main));

        var catalog = StepTypeCache.Read(_files.StepTypes, assemblies, remember, out var isWritten);
        if (remember)
            _files.StepSchema.Write(catalog, assemblies, isWritten);

        return catalog;
    }

    private IReadOnlyList<StepOutcome> Outcomes(StepGraph graph, Plan plan)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node);
        return [.. _request.Declarations.Select(declaration => Outcome(planned[graph.Find(declaration.Name)!]))];
    }

    private StepOutcome Outcome(PlannedStep step)
    {
        var (name, uniqueId) = (step.Node.Name, step.Identity.UniqueId);
        var ran = _tally.Find(name);
        var found = ran is null && step.Action == PlannedAction.Cached ? step.Entry : null;
        return (ran ?? new StepOutcome(name, uniqueId, StepState.NotRun)) with
        {
            UniqueId = uniqueId,
            State = _tally.StateOf(step),
            Path = _cache.PathForStep(uniqueId),
            Format = step.Identity.Format.ToString(),
            Summary = found is null ? ran?.Summary : found.Summary,
            Metrics = found is null ? ran?.Metrics : found.Metrics,
            ResultSize = found is null ? ran?.ResultSize : found.Size,
            Cost = found?.Cost ?? (ran is { State: StepState.Cached, Duration.Ticks: 0 } ? _cache.GetMetadata(uniqueId)?.Duration : ran?.Duration) ?? TimeSpan.Zero,
            Reason = ran?.Reason ?? (step.Reasons.IsEmpty ? null : string.Join(Reason.Separator, step.Reasons)),
            ExportItem = step.Node.Export.Item,
            ExportMode = step.Node.Export.Mode,
        };
    }

    private Diagnostic NotInCache(PlannedStep step) => Descriptors.NotInCache.Create(
        new DiagnosticSubject(step.Node.File, step.Node.Name),
        step.Node.Name,
        string.Join(Reason.Separator, step.Reasons),
        step.Identity.UniqueId,
        _request.RemoteCache is { } remote ? $"'{_request.CacheDirectory}' or '{remote.Name}'" : $"'{_request.CacheDirectory}'");
}
