using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango;

/// <summary>The phases of one build of a pipeline, each a method; <see cref="TangoEngine"/> calls them in order.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly DirectoryStepCache _cache;
    private readonly RunTally _tally = new();
    private readonly RunFindings _findings = new();
    private readonly PipelineMemory _memory;
    private readonly PipelineExecution _execution;
    private readonly ExportedResults _exports;
    private readonly PlacedCommands _commands;
    private readonly RemoteResults? _remote;
    private ImmutableArray<string> _forced = [];

    public PipelineRun(PipelineRequest request, StateFiles state)
    {
        _request = request;
        _state = state;
        _cache = new DirectoryStepCache(request.CacheDirectory);
        _memory = new PipelineMemory(request, state);
        _execution = new PipelineExecution(request, state, _memory.Hasher, _tally, _findings);
        _exports = new ExportedResults(request, _cache, _findings);
        _commands = new PlacedCommands(request, _cache, _tally, _findings);
        _remote = request.RemoteCache is { } remote ? new RemoteResults(remote, _cache, _findings) : null;
    }

    /// <summary>Whether results that the plan counted on turned out to be lost, so that a new plan is needed.</summary>
    public bool HasLostResults => _findings.HasLostResults;

    /// <summary>Whether anything ran.</summary>
    public bool HasExecuted => _execution.HasExecuted;

    /// <summary>Whether the cache is what it was: nothing ran, and nothing came from the remote cache.</summary>
    public bool HasChangedNothing => !HasExecuted && _remote is not { HasFetched: true };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _remote?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>An observer that sees everything this build's worker tells: keeps the tally and the text log, pushes results, and passes it on.</summary>
    public RunObservers Observe(IRunObserver outside, RunTextLog log) => _remote is null ? new(_tally, log, outside) : new(_tally, log, outside, _remote);

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

    /// <summary>The unique id of every step.</summary>
    public ImmutableArray<StepIdentity> Identify(StepGraph graph, CancellationToken cancellationToken) =>
        new StepIdentifier(_memory.Hasher, _request.CodeIdentity).Identify(graph, cancellationToken);

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
                _findings.AddDamage(node, uniqueId, damage);
            }
        }
    }

    /// <summary>What runs, and why. Asks the remote cache for what is not here.</summary>
    /// <exception cref="TangoException">What is asked for contradicts itself, or results of other projects are missing.</exception>
    public async Task<Plan> PlanAsync(StepGraph graph, ImmutableArray<StepIdentity> identities, CancellationToken cancellationToken)
    {
        var plan = await LookAsync(graph, identities, cancellationToken).ConfigureAwait(false);
        ReferencedResultCheck.Check(plan, _remote?.Held ?? []);
        return plan with { Warnings = [.. plan.Warnings, .. _findings.Diagnostics.Where(found => found.Descriptor == Descriptors.RemoteCacheNotRead)] };
    }

    /// <summary>The same for a build: what the plan takes from the remote cache is here when it returns.</summary>
    /// <exception cref="TangoException">What is asked for contradicts itself, or results of other projects are missing.</exception>
    public async Task<Plan> PlanAndFetchAsync(
        StepGraph graph, ImmutableArray<StepIdentity> identities, IRunObserver observer, CancellationToken cancellationToken)
    {
        var plan = await LookAsync(graph, identities, cancellationToken).ConfigureAwait(false);
        while (_remote is not null && await _remote.FetchAsync(plan, observer, cancellationToken).ConfigureAwait(false))
        {
            plan = Plan(graph, identities);
        }

        ReferencedResultCheck.Check(plan, remote: []);
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
        _findings.HasLostResults = false;
        if (plan.RunCount > 0)
        {
            await _commands.PutBackAsync(plan, cancellationToken).ConfigureAwait(false);
            if (!HasLostResults)
            {
                _remote?.Expect(plan);
                await _execution.RunAsync(plan, observer, cancellationToken).ConfigureAwait(false);
            }
        }

        var outcomes = Outcomes(graph, plan);
        if (cancellationToken.IsCancellationRequested)
        {
            _findings.HasLostResults = false;
            return outcomes;
        }

        outcomes = await _exports.ExportAsync(graph, outcomes, cancellationToken).ConfigureAwait(false);
        outcomes = await _commands.PlaceAsync(plan, outcomes, cancellationToken).ConfigureAwait(false);
        await (_remote?.FinishAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        _findings.HasLostResults &= _tally.Failures.Count == 0 && !cancellationToken.IsCancellationRequested;
        return outcomes;
    }

    /// <summary>
    /// Makes sure that nothing was passed over in silence: after a build that reports no error, every planned step has run, or its result was made meanwhile.
    /// </summary>
    public void CheckComplete(Plan plan, bool isCancelled)
    {
        if (isCancelled || _tally.Failures.Count > 0 || _findings.Diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            return;
        }

        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Run && _tally.StateOf(step) is not (StepState.Ran or StepState.Cached)))
        {
            _findings.Add(Descriptors.StepPassedOver.Of(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name));
        }
    }

    /// <summary>Writes down what the next build wants to know.</summary>
    public void Record(Plan plan, ImmutableArray<StepOutcome> outcomes) => _memory.Record(plan, outcomes, _tally, HasExecuted, _findings);

    /// <summary>Keeps collections of the cache away from what the pipeline needs.</summary>
    public void ProtectNeeded(Plan plan) => _memory.ProtectNeeded(plan);

    /// <summary>Every mistake and warning met so far.</summary>
    public ImmutableArray<Diagnostic> Diagnostics(Plan plan, StepGraph graph) =>
    [
        .. plan.Warnings,
        .. plan.Steps.Where(step => step.Action == PlannedAction.Blocked).Select(NotInCache),
        .. _findings.Diagnostics,
        .. _tally.Failures.Select(failure => new Diagnostic(
            Descriptors.Find(failure.Code),
            new DiagnosticSubject(graph.Find(failure.Step)?.File, failure.Step),
            failure.Message)),
    ];

    private async Task<Plan> LookAsync(StepGraph graph, ImmutableArray<StepIdentity> identities, CancellationToken cancellationToken)
    {
        var plan = Plan(graph, identities);
        return _remote is not null && await _remote.LookAsync(plan, cancellationToken).ConfigureAwait(false) ? Plan(graph, identities) : plan;
    }

    private Plan Plan(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var options = _memory.Compare(new PlanOptions
        {
            Select = _request.Select,
            // What was forced and has run is not forced again when a lost result makes a second plan necessary.
            Force = HasExecuted ? [.. _forced.Where(name => _tally.Find(name) is not { State: StepState.Ran })] : _request.Force,
            CacheOnly = _request.CacheOnly,
            Damaged = _findings.Damaged.ToFrozenSet(StringComparer.Ordinal),
            Remote = _remote?.Held ?? [],
        });
        var plan = new Planner(_cache, _memory.History, options).Make(graph, identities);
        _forced = [.. plan.Steps.Where(step => step.IsForced).Select(step => step.Node.Name)];
        return plan;
    }

    private StepTypeCatalog Read(StepAssemblies assemblies, bool remember) => File.Exists(assemblies.Main)
        ? StepTypeMemo.Read(_state.StepTypes, assemblies, remember)
        : throw new TangoException(Descriptors.AssemblyNotFound.Of(DiagnosticSubject.None, assemblies.Main));

    private ImmutableArray<StepOutcome> Outcomes(StepGraph graph, Plan plan)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node);
        return [.. _request.Declarations.Select(declaration => Outcome(planned[graph.Find(declaration.Name)!]))];
    }

    private StepOutcome Outcome(PlannedStep step) => new(
        step.Node.Name,
        step.Identity.UniqueId,
        _tally.StateOf(step),
        _cache.PathForStep(step.Identity.UniqueId),
        step.Identity.Format.ToString())
    {
        Duration = _tally.Find(step.Node.Name)?.Duration ?? TimeSpan.Zero,
        Summary = SummaryOf(step),
        Reason = step.Reasons.IsEmpty ? null : string.Join(Reason.Separator, step.Reasons),
        ExportItem = step.Node.Settings.ExportItem,
    };

    private string? SummaryOf(PlannedStep step) =>
        _tally.Find(step.Node.Name) is { } tally ? tally.Summary
        : step.Action == PlannedAction.Cached ? _cache.TryGetMetadata(step.Identity.UniqueId)?.Summary
        : null;

    private Diagnostic NotInCache(PlannedStep step) => Descriptors.NotInCache.Of(
        new DiagnosticSubject(step.Node.File, step.Node.Name),
        step.Node.Name,
        string.Join(Reason.Separator, step.Reasons),
        step.Identity.UniqueId,
        _request.RemoteCache is { } remote ? $"'{_request.CacheDirectory}' or '{remote.Name}'" : $"'{_request.CacheDirectory}'");
}
