using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;

namespace Tango.Planning;

/// <summary>
/// Decides what runs: the wanted steps whose results are missing, and then only what those need. What lies behind a cached result is not even looked at.
/// Has no side effect.
/// </summary>
internal sealed class Planner
{
    private readonly StepCache _cache;
    private readonly RunHistory _history;
    private readonly PlanOptions _options;

    /// <summary>Makes a planner.</summary>
    /// <param name="cache">Where results may be.</param>
    /// <param name="history">The last run of each step, for the reasons.</param>
    /// <param name="options">What is asked for.</param>
    public Planner(StepCache cache, RunHistory history, PlanOptions options)
    {
        _cache = cache;
        _history = history;
        _options = options;
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="graph">The steps.</param>
    /// <param name="identities">Their identities, in the order of the graph's nodes.</param>
    /// <exception cref="TangoException">What is asked for contradicts itself.</exception>
    public Plan Make(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var warnings = Check(graph);
        var wanted = Wanted(graph, identities);
        var forced = new ForcedSteps(graph, _options, wanted);
        warnings.AddRange(forced.Warnings);
        var steps = new PlannedStep[graph.Nodes.Length];
        for (var index = steps.Length - 1; index >= 0; index--)
        {
            steps[index] = Decide(graph.Nodes[index], identities, wanted, forced);
        }

        var own = steps.Where(step => step.Node.Referenced is null).ToArray();
        var reasons = new ReasonFinder(_cache, _history, _options, node => identities[node.Index].UniqueId);
        for (var index = 0; index < own.Length; index++)
        {
            own[index] = own[index].Action is PlannedAction.Run or PlannedAction.Blocked ? reasons.Explain(own[index]) : own[index];
            WarnOfOtherCode(own[index], warnings);
        }

        return new Plan([.. own], [.. warnings]);
    }

    private List<Diagnostic> Check(StepGraph graph)
    {
        var found = new List<Diagnostic>();
        foreach (var node in graph.Nodes.Where(node => node.Referenced is null))
        {
            if (CachePolicy.Check(node) is { } diagnostic)
            {
                found.Add(diagnostic);
            }
        }

        CheckPatterns(graph, "TangoSteps", _options.Select, found);
        CheckPatterns(graph, "TangoForce", _options.Force, found);
        return found.Exists(diagnostic => diagnostic.IsError) ? throw new TangoException(found) : found;
    }

    private static void CheckPatterns(StepGraph graph, string property, ImmutableArray<string> patterns, List<Diagnostic> found)
    {
        foreach (var pattern in patterns)
        {
            if (!graph.Nodes.Any(node => node.Referenced is null && Glob.Matches(pattern, node.Name)))
            {
                var suggestion = NearestNames.Suggest(pattern, [.. graph.Nodes.Where(node => !node.IsInline && node.Referenced is null).Select(node => node.Name)], "steps");
                found.Add(Descriptors.NoStepMatches.Of(DiagnosticSubject.None, property, pattern, suggestion));
            }
        }
    }

    // A result that is not stored and that others take is wanted for their sake only; at the end of a pipeline it is wanted for its own.
    private bool[] Wanted(StepGraph graph, ImmutableArray<StepIdentity> identities)
    {
        var wanted = new bool[graph.Nodes.Length];
        var hasDependents = new bool[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                hasDependents[input.Index] = true;
            }
        }

        foreach (var node in graph.Nodes)
        {
            wanted[node.Index] = _options.IsWanted is { } isWanted ? isWanted(node)
                : _options.Select.IsEmpty
                ? !(node.Settings.OnlyIfNeeded ?? node.IsInline) && (!hasDependents[node.Index] || NotStored(node, identities) is null)
                : Glob.MatchesAny(_options.Select, node.Name);
        }

        return wanted;
    }

    private PlannedStep Decide(StepNode node, ImmutableArray<StepIdentity> identities, bool[] wanted, ForcedSteps forced)
    {
        var identity = identities[node.Index];
        var notStored = NotStored(node, identities);
        var step = new PlannedStep(node, identity, PlannedAction.NotNeeded, [])
        {
            IsStored = notStored is null,
            NotStoredBecause = notStored,
            IsForced = forced.Contains(node),
        };
        if (node.Referenced is not null || (!wanted[node.Index] && !step.IsForced))
        {
            return step;
        }

        if (step.IsStored && !step.IsForced)
        {
            var isHere = IsThere(identity.UniqueId);
            if (isHere || _options.Remote.Contains(identity.UniqueId))
            {
                return step with { Action = PlannedAction.Cached, IsRemote = !isHere };
            }
        }

        if (_options.CacheOnly)
        {
            return WithoutRunning(step);
        }

        foreach (var dependency in node.Inputs)
        {
            wanted[dependency.Index] = true;
        }

        foreach (var dependency in node.OrderOnly)
        {
            wanted[dependency.Index] = true;
        }

        return step with { Action = PlannedAction.Run };
    }

    // What is never stored cannot be taken from the cache; it is missed only where its result is to be put somewhere.
    private static PlannedStep WithoutRunning(PlannedStep step) => step.IsStored || step.IsForced || step.Node.Settings.ExportTo is not null
        ? step with { Action = PlannedAction.Blocked }
        : step with { Reasons = [step.NotStoredBecause!] };

    private bool IsThere(string uniqueId) => _cache.Contains(uniqueId) && !_options.Damaged.Contains(uniqueId);

    private void WarnOfOtherCode(PlannedStep step, List<Diagnostic> warnings)
    {
        if (step.Action == PlannedAction.Cached
            && step.Node.Type.Version is { } version
            && _cache.TryGetMetadata(step.Identity.UniqueId)?.CodeFingerprint is { } fingerprint
            && fingerprint != step.Node.Type.CodeFingerprint)
        {
            warnings.Add(Descriptors.CodeChangedUnderVersion.Of(
                new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name, version));
        }
    }

    private static Reason? NotStored(StepNode node, ImmutableArray<StepIdentity> identities) =>
        CachePolicy.NotStoredBecause(node, identities[node.Index], other => identities[other.Index]);
}
