using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Says what asking for results would do, without doing it.</summary>
public static class DryRun
{
    /// <summary>
    /// The steps that would run, or be read from the cache, if the results of some steps were asked for, in execution order. Only what would be touched: nothing behind
    /// a cached result is listed. A step that was listed counts as cached after, so one that several steps take is listed again, as read.
    /// </summary>
    /// <param name="steps">The steps whose results are wanted, in order.</param>
    /// <param name="cache">Where results may be; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="observer">Is told what a run would warn of (<see cref="RunEvent.PlanWarned"/>); null: nobody.</param>
    /// <exception cref="TangoException">What is asked of a step contradicts itself.</exception>
    public static IReadOnlyList<(Step Step, bool ReadFromCache)> Plan(IEnumerable<Step> steps, StepCache? cache = null, IRunObserver? observer = null)
    {
        var wanted = steps.ToList();
        LiveIdentities.Compute(wanted);
        if (observer is not null)
        {
            PlanWarnings.Tell(LivePlan.Make(wanted, cache ?? StepCache.Default).Plan, observer);
        }

        var listing = new Listing(cache ?? StepCache.Default);
        foreach (var step in wanted)
        {
            listing.Add(step);
        }

        return listing.Steps;
    }

    /// <summary>The same for a single step.</summary>
    /// <param name="step">The step whose result is wanted.</param>
    /// <param name="cache">Where results may be; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="observer">Is told what a run would warn of; null: nobody.</param>
    public static IReadOnlyList<(Step Step, bool ReadFromCache)> Plan(Step step, StepCache? cache = null, IRunObserver? observer = null) => Plan([step], cache, observer);

    private sealed class Listing(StepCache cache)
    {
        private readonly HashSet<Step> _listed = new(ReferenceEqualityComparer.Instance);

        public List<(Step Step, bool ReadFromCache)> Steps { get; } = [];

        public void Add(Step root)
        {
            var path = new Stack<(Step Step, IEnumerator<Step> Below)>();
            Visit(root, path);
            while (path.TryPeek(out var top))
            {
                if (top.Below.MoveNext())
                {
                    Visit(top.Below.Current, path);
                    continue;
                }

                path.Pop();
                _listed.Add(top.Step);
                Steps.Add((top.Step, false));
            }
        }

        private void Visit(Step step, Stack<(Step Step, IEnumerator<Step> Below)> path)
        {
            if (_listed.Contains(step) || LiveCaching.IsCached(step, cache))
            {
                _listed.Add(step);
                Steps.Add((step, true));
                return;
            }

            path.Push((step, LiveGraph.DependenciesOf(step).GetEnumerator()));
        }
    }
}
