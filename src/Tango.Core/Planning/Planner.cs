using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Planning;

/// <summary>
/// Decides what runs: the wanted steps whose results are missing, and then only those that they need. Steps that only a cached result needs are not examined. Has no side effect.
/// </summary>
internal sealed class Planner
{
    private readonly StepCache _cache;
    private readonly RunHistory _history;
    private readonly PlanOptions _options;
    private EntryLook?[] _looks = [];

    /// <summary>Creates a planner.</summary>
    /// <param name="history">The last run of each step, for the reasons.</param>
    public Planner(StepCache cache, RunHistory history, PlanOptions options)
    {
        _cache = cache;
        _history = history;
        _options = options;
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="identities">Their identities, in the order of the graph's nodes.</param>
    /// <exception cref="TangoException">The requested steps contradict each other.</exception>
    public Plan Make(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var warnings = Check(graph, identities);
        _looks = new EntryLook?[graph.Nodes.Length];
        var wanted = Wanted(graph, identities);
        var forced = new ForcedSteps(graph, _options, wanted);
        warnings.AddRange(forced.Warnings);
        var steps = new PlannedStep[graph.Nodes.Length];
        for (var index = steps.Length - 1; index >= 0; index--)
            steps[index] = Decide(graph.Nodes[index], identities, wanted, forced);

        FindEarlierResults(steps, identities);
        ShareEqualSteps(steps);
        CheckResults(steps);
        var own = steps.Where(step => step.Node.Referenced is null).ToArray();
        var reasons = new ReasonFinder(_cache, _history, _options, node => identities[node.Index].UniqueId);
        for (var index = 0; index < own.Length; index++)
        {
            own[index] = own[index].Action is PlannedAction.Run or PlannedAction.Blocked ? reasons.Explain(own[index]) : own[index];
            WarnOfOtherCode(own[index], warnings);
        }

        var plan = new Plan([.. own], [.. warnings]);
        return plan with { Warnings = [.. plan.Warnings, .. plan.WithUnusableEntry.Select(step => step.UnusableEntryWarning)] };
    }

    private List<Diagnostic> Check(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var found = new List<Diagnostic>(graph.Warnings);
        foreach (var node in graph.Nodes.Where(node => node.Referenced is null))
        {
            if (CachePolicy.Check(node) is { } diagnostic)
                found.Add(diagnostic);
            else if (node.Export.To is { } place && NotCached(node, identities) is { } why)
                found.Add(UnstoredExport.Create(node, place, why));
        }

        CheckPatterns(graph, "TangoSteps", _options.Select, found);
        CheckPatterns(graph, "TangoForce", _options.Force, found);
        return found.Exists(diagnostic => diagnostic.IsError) ? throw new TangoException(found) : found;
    }

    // Before anything runs: a step whose result cannot be stored would compute it for nothing.
    private void CheckResults(PlannedStep[] steps)
    {
        var found = new List<Diagnostic>();
        foreach (var step in steps)
        {
            if (step is { Action: PlannedAction.Run, IsCacheable: true } && _cache.KeepsFiles && ResultTypeCheck.Find(step.Node) is { } diagnostic)
                found.Add(diagnostic);
        }

        if (found.Count > 0)
            throw new TangoException(found);
    }

    private static void CheckPatterns(StepGraph graph, string property, ImmutableArray<string> patterns, List<Diagnostic> found)
    {
        foreach (var pattern in patterns)
        {
            if (!graph.Nodes.Any(node => node.Referenced is null && Glob.Matches(pattern, node.Name)))
            {
                var suggestion = NearestNames.SuggestStep(pattern, [.. graph.Nodes.Where(node => !node.IsInline && node.Referenced is null).Select(node => node.Name)]);
                found.Add(Descriptors.NoStepMatches.Create(DiagnosticSubject.None, property, pattern, suggestion));
            }
        }
    }

    private bool[] Wanted(StepGraph graph, ImmutableArray<StepIdentity> identities) =>
        _options.IsWanted is { } isWanted ? [.. graph.Nodes.Select(isWanted)]
        : _options.Select.IsEmpty ? WantedSteps.Find(graph, node => NotCached(node, identities) is null && IsUsable(node, identities))
        : [.. graph.Nodes.Select(node => Glob.MatchesAny(_options.Select, node.Name))];

    // A result that would be computed in each build is needed only by its consumers, as one that is not cached; but what it puts into the project is wanted in any case.
    private bool IsUsable(StepNode node, ImmutableArray<StepIdentity> identities) =>
        node.Export.To is not null || CommandType.Is(node.Type) || Look(node, identities).State != CacheReadState.Unusable;

    private PlannedStep Decide(StepNode node, ImmutableArray<StepIdentity> identities, bool[] wanted, ForcedSteps forced)
    {
        var identity = identities[node.Index];
        var notStored = NotCached(node, identities);
        var step = new PlannedStep(node, identity, PlannedAction.NotNeeded, [])
        {
            IsCacheable = notStored is null,
            NotCachedBecause = notStored,
            IsForced = forced.Contains(node),
            LastDuration = _history.Find(node.Name)?.Duration ?? TimeSpan.Zero,
        };
        if (node.Referenced is not null || (!wanted[node.Index] && !step.IsForced))
            return step;

        step = step with { Entry = step.IsCacheable ? Look(node, identities) : EntryLook.Missing };
        if (step.IsCacheable && !step.IsForced)
        {
            var isHere = step.Entry.State == CacheReadState.Found && !_options.Corrupt.Contains(identity.UniqueId);
            if (isHere || _options.Remote.Contains(identity.UniqueId))
                return step with { Action = PlannedAction.Cached, IsRemote = !isHere };
        }

        if (_options.CacheOnly)
            return WithoutRunning(step);

        foreach (var dependency in node.Inputs)
            wanted[dependency.Index] = true;

        foreach (var dependency in node.OrderOnly)
            wanted[dependency.Index] = true;

        return step with { Action = PlannedAction.Run };
    }

    private void FindEarlierResults(PlannedStep[] steps, ImmutableArray<StepIdentity> identities)
    {
        if (_options.CutoffPartOf is not { } partOf)
            return;

        var results = new EarlierResults(_cache, steps, _options);
        for (var index = 0; index < steps.Length; index++)
        {
            if (steps[index] is not { IsCacheable: true, Node.Referenced: null } step)
                continue;

            if (step.Action is PlannedAction.Run or PlannedAction.Blocked)
                steps[index] = results.Find(step with { CutoffPart = partOf(step.Node, identities[index]) });
            else if (step.Action == PlannedAction.NotNeeded && _options.CacheOnly && !_cache.Contains(step.Identity.UniqueId))
                results.Note(step with { CutoffPart = partOf(step.Node, identities[index]) });
        }
    }

    // Equal steps have the same id, so only one of them runs: the first, which depends on none of the others.
    private static void ShareEqualSteps(PlannedStep[] steps)
    {
        var stored = new Dictionary<string, StepNode>(StringComparer.Ordinal);
        var others = new Dictionary<string, StepNode>(StringComparer.Ordinal);
        for (var index = 0; index < steps.Length; index++)
        {
            var step = steps[index];
            var first = step.IsCacheable ? stored : others;
            if (step.Action == PlannedAction.Run && !first.TryAdd(step.Identity.UniqueId, step.Node))
                steps[index] = step with { Action = PlannedAction.Cached, SameAs = first[step.Identity.UniqueId] };
        }
    }

    // A result that is never cached cannot come from the cache, and is not missing there.
    private static PlannedStep WithoutRunning(PlannedStep step) => step.IsCacheable || step.IsForced
        ? step with { Action = PlannedAction.Blocked }
        : step with { Reasons = [step.NotCachedBecause!] };

    private EntryLook Look(StepNode node, ImmutableArray<StepIdentity> identities) => _looks[node.Index] ??= Look(node, identities[node.Index]);

    // Only a version makes the fingerprint of the code that ran matter.
    private EntryLook Look(StepNode node, StepIdentity identity) => node.Type.Version is null && _options.Known.TryGetValue(identity.UniqueId, out var known)
        ? known
        : _cache.Look(identity.UniqueId, ExpectedFormat.From(identity.Format, node.CustomFormat));

    private static void WarnOfOtherCode(PlannedStep step, List<Diagnostic> warnings)
    {
        if (step is { Action: PlannedAction.Cached, SameAs: null }
            && step.Node.Type.Version is { } version
            && step.Entry.CodeFingerprint is { } fingerprint
            && fingerprint != step.Node.Type.CodeFingerprint)
        {
            warnings.Add(Descriptors.CodeChangedUnderVersion.Create(
                new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name, version));
        }
    }

    private static Reason? NotCached(StepNode node, ImmutableArray<StepIdentity> identities) =>
        CachePolicy.NotCachedBecause(node, identities[node.Index], other => identities[other.Index]);
}
