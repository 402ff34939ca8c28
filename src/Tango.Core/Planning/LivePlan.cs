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
    /// <param name="steps">The steps.</param>
    /// <param name="cache">Where results may be.</param>
    /// <param name="areSelected">Whether all of them are asked for; otherwise those that do not only run if needed.</param>
    /// <param name="cancellationToken">Ends the hashing of input files.</param>
    public static LivePlan Make(IReadOnlyList<Step> steps, StepCache cache, bool areSelected, CancellationToken cancellationToken = default)
    {
        LiveIdentities.Compute(steps, cancellationToken);
        var graph = LiveGraph.Of(steps, step => LiveCaching.IsCached(step, cache));
        ImmutableArray<StepIdentity> identities = [.. graph.Steps.Select(LiveIdentities.Of)];
        ImmutableArray<string> select = areSelected ? [.. steps.Select(step => graph.NodeOf(step).Name)] : [];
        return new LivePlan(graph, new Planner(cache, new RunHistory(), new PlanOptions { Select = select }).Make(graph.Graph, identities));
    }
}
