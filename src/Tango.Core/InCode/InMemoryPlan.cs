using System.Collections.Immutable;
using Tango.Graph.InMemory;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango.InCode;

/// <summary>The plan for steps that are objects of the running program. Steps that only a cached result needs are not examined.</summary>
/// <param name="Graph">The steps in the plan.</param>
internal sealed record InMemoryPlan(InMemoryGraph Graph, Plan Plan)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="cancellationToken">Cancels the hashing of input files.</param>
    public static InMemoryPlan Make(IReadOnlyList<Step> steps, StepCache cache, CancellationToken cancellationToken = default)
    {
        InMemoryIdentities.Compute(steps, cancellationToken);
        var graph = InMemoryGraph.Create(steps, step => InMemoryCaching.IsCached(step, cache));
        ImmutableArray<StepIdentity> identities = [.. graph.Steps.Select(InMemoryIdentities.Get)];
        var wanted = steps.ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        var options = new PlanOptions { IsWanted = node => wanted.Contains(graph.StepOf(node)) };
        return new InMemoryPlan(graph, new Planner(cache, new RunHistory(), options).Make(graph.Graph, identities));
    }

    /// <summary>The steps of a graph that are requested if the graph is. Needs the whole graph: that of a plan ends at cached results.</summary>
    /// <param name="cancellationToken">Cancels the hashing of input files.</param>
    public static IReadOnlyList<Step> WantedOf(InMemoryGraph graph, CancellationToken cancellationToken)
    {
        InMemoryIdentities.Compute(graph.Steps, cancellationToken);
        var wanted = WantedSteps.Find(graph.Graph, node => InMemoryCaching.IsCacheable(graph.StepOf(node)));
        return [.. graph.Graph.Nodes.Where(node => wanted[node.Index]).Select(graph.StepOf)];
    }
}
