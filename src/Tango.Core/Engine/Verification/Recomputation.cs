using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Execution.Plans;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine.Verification;

/// <summary>Which cached results are computed again, and how: each step gets the cached results of others, and whatever runs is stored in another directory.</summary>
internal sealed class Recomputation
{
    private readonly Plan _plan;
    private readonly FrozenSet<string> _uniqueIds;

    private Recomputation(Plan plan, ImmutableArray<PlannedStep> steps, int othersCount)
    {
        _plan = plan;
        _uniqueIds = IdsOf(steps);
        Steps = steps;
        OthersCount = othersCount;
    }

    /// <summary>The steps whose results are computed again; of equal ones, the first.</summary>
    public ImmutableArray<PlannedStep> Steps { get; }

    /// <summary>The number of selected steps whose results are not: they are not deterministic, not cached, or not in the cache.</summary>
    public int OthersCount { get; }

    /// <summary>What is executed, and also what steps need whose results are not in the cache.</summary>
    public Plan Plan => _plan with { Steps = [.. _plan.Steps.Where(step => step.IsComputed)] };

    /// <summary>Decides what is computed again.</summary>
    /// <param name="select">Names or globs of steps; empty: all.</param>
    /// <exception cref="TangoException">No step has one of the names.</exception>
    public static Recomputation Of(StepGraph graph, ImmutableArray<StepIdentity> identities, DirectoryStepCache cache, ImmutableArray<string> select)
    {
        var selected = graph.Nodes.Where(node => node.Referenced is null && (select.IsEmpty || Glob.MatchesAny(select, node.Name))).ToHashSet();
        var plan = Make([], node => selected.Contains(node) && node.Type.Deterministic && cache.Contains(identities[node.Index].UniqueId));
        ImmutableArray<PlannedStep> steps = [.. plan.Steps.Where(step => step is { Action: PlannedAction.Cached, IsCacheable: true, SameAs: null, Earlier: null } && selected.Contains(step.Node))];
        while (true)
        {
            var ids = IdsOf(steps);
            plan = Make(ids, node => ids.Contains(identities[node.Index].UniqueId));
            var computed = plan.Steps.Where(step => step.IsComputed && !ids.Contains(step.Identity.UniqueId)).Select(step => step.Node).ToHashSet();
            var changing = FindChanging(graph, computed);
            var repeatable = steps.RemoveAll(step => step.Node.Inputs.Any(changing.Contains));
            if (repeatable.Length == steps.Length)
                return new Recomputation(plan, [.. steps.DistinctBy(step => step.Identity.UniqueId)], selected.Count - steps.Length);

            steps = repeatable;
        }

        Plan Make(FrozenSet<string> missing, Func<StepNode, bool> isWanted) =>
            new Planner(cache, new RunHistory(), new PlanOptions { Select = select, IsWanted = isWanted, Corrupt = missing }).Make(graph, identities);
    }

    /// <summary>The plan for a worker.</summary>
    /// <param name="cacheDirectory">The cache: its results are given to steps, and nothing is stored there.</param>
    /// <param name="directory">The directory for the results, full path.</param>
    public ExecutionPlan ToExecute(string cacheDirectory, string directory)
    {
        var plan = ExecutionPlanMaker.Make(_plan, ToolVersion.Current);
        var used = plan.Steps.SelectMany(step => step.Dependencies).ToHashSet(StringComparer.Ordinal);
        var again = plan.Steps.Where(step => _uniqueIds.Contains(step.UniqueId)).ToList();
        var names = again.Select(step => step.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return plan with
        {
            CacheDirectory = cacheDirectory,
            Redirected = [.. plan.Steps.Select(step => step.UniqueId).Distinct(StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, directory))],
            Inputs =
            [
                .. plan.Inputs.Select(input => input with { CacheDirectory = input.CacheDirectory ?? cacheDirectory }),
                .. again.Where(step => used.Contains(step.UniqueId)).Select(step => new ExecutionInput(step.Name, step.UniqueId, step.Method, step.Format, cacheDirectory)),
            ],
            Steps =
            [
                .. plan.Steps.Where(step => step.SameAs is null || !names.Contains(step.Name)).Select(step => step with { Reason = null, After = step.After.RemoveAll(names.Contains) }),
            ],
        };
    }

    private static FrozenSet<string> IdsOf(ImmutableArray<PlannedStep> steps) => steps.Select(step => step.Identity.UniqueId).ToFrozenSet(StringComparer.Ordinal);

    // The computed inputs that may be others than before: a result that is not deterministic and not in the cache any more, and what is computed from it.
    private static HashSet<StepNode> FindChanging(StepGraph graph, HashSet<StepNode> computed)
    {
        var changing = new HashSet<StepNode>();
        foreach (var node in graph.Nodes.Where(computed.Contains))
        {
            if (!node.Type.Deterministic || node.Inputs.Any(changing.Contains))
                changing.Add(node);
        }

        return changing;
    }
}
