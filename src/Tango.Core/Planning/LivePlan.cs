using System.Collections.Immutable;
using Tango.Caching;
using Tango.Graph;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Planning;

/// <summary>The plan for steps that are objects of the running program. Nothing behind a cached result is even looked at.</summary>
internal sealed class LivePlan
{
    private LivePlan(LiveGraph graph, Plan plan) => (Graph, Plan) = (graph, plan);

    public LiveGraph Graph { get; }

    public Plan Plan { get; }

    /// <summary>Makes the plan.</summary>
    /// <param name="steps">The steps that are asked for.</param>
    /// <param name="cache">Where results may be.</param>
    /// <param name="cancellationToken">Ends the hashing of input files.</param>
    public static LivePlan Make(IReadOnlyList<Step> steps, StepCache cache, CancellationToken cancellationToken = default)
    {
        LiveIdentities.Compute(steps, cancellationToken);
        var graph = LiveGraph.Of(steps, step => LiveCaching.IsCached(step, cache));
        ImmutableArray<StepIdentity> identities = [.. graph.Steps.Select(LiveIdentities.Of)];
        var wanted = steps.ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        var options = new PlanOptions { IsWanted = node => wanted.Contains(graph.StepOf(node)) };
        return new LivePlan(graph, new Planner(cache, new RunHistory(), options).Make(graph.Graph, identities));
    }

    /// <summary>
    /// The steps of a graph that are asked for when the graph is: all but those that only run if needed, and those whose result is not stored and that others take. To be told
    /// from the whole graph: that of a plan ends at what is cached.
    /// </summary>
    /// <param name="graph">The whole graph.</param>
    /// <param name="cancellationToken">Ends the hashing of input files.</param>
    public static IReadOnlyList<Step> WantedOf(LiveGraph graph, CancellationToken cancellationToken)
    {
        LiveIdentities.Compute(graph.Steps, cancellationToken);
        var taken = graph.Graph.Nodes.SelectMany(node => node.Inputs).Select(input => input.Index).ToHashSet();
        return [.. graph.Graph.Nodes
            .Where(node => !(node.Settings.OnlyIfNeeded ?? node.IsInline) && (!taken.Contains(node.Index) || LiveCaching.IsStored(graph.StepOf(node))))
            .Select(graph.StepOf)];
    }
}
