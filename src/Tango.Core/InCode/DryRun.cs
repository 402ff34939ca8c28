using Tango.Graph;
using Tango.Graph.InMemory;
using Tango.InCode;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Finds what a request for results would do, without doing it.</summary>
public static class DryRun
{
    /// <summary>
    /// The steps that would run, or be read from the cache, if the results of some steps were requested, in execution order. Only what would be touched: nothing behind
    /// a cached result is listed. A step that was listed counts as cached after, so one that several steps take is listed again, as read.
    /// </summary>
    /// <param name="steps">The steps whose results are wanted, in order.</param>
    /// <param name="cache">Where results may be; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="observer">Gets the warnings of a run (<see cref="RunEvent.PlanWarned"/>); null: none.</param>
    /// <exception cref="TangoException">The settings of a step contradict each other, or the type of its result cannot be stored in the cache.</exception>
    /// <exception cref="InvalidOperationException">A step was made with <c>new</c>.</exception>
    public static IReadOnlyList<(Step Step, bool ReadFromCache)> Plan(IEnumerable<Step> steps, StepCache? cache = null, IRunObserver? observer = null)
    {
        var wanted = steps.ToList();
        var (graph, plan) = InMemoryPlan.Make(wanted, cache ?? StepCache.Default);
        if (observer is not null)
            PlanWarnings.Report(plan, observer);

        var toMake = plan.Steps.Where(step => step.IsComputed).Select(step => graph.StepOf(step.Node)).ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        var listed = new List<(Step Step, bool ReadFromCache)>();
        PostOrder.Walk(wanted, Enter, step => listed.Add((step, false)));
        return listed;

        IEnumerable<Step>? Enter(Step step)
        {
            if (toMake.Remove(step))
                return InMemoryGraph.DependenciesOf(step);

            listed.Add((step, true));
            return null;
        }
    }

    /// <summary>The same for a single step.</summary>
    /// <param name="step">The step whose result is wanted.</param>
    /// <param name="cache">Where results may be; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="observer">Gets the warnings of a run; null: none.</param>
    /// <exception cref="TangoException">What is asked of a step contradicts itself, or no result of it could be stored in the cache.</exception>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    public static IReadOnlyList<(Step Step, bool ReadFromCache)> Plan(Step step, StepCache? cache = null, IRunObserver? observer = null) => Plan([step], cache, observer);
}
