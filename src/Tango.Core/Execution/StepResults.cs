using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Runs steps in code, in this process.</summary>
public static class StepResults
{
    extension<T>(Step<T> step)
    {
        /// <summary>
        /// The result: read from the cache if it is there; else the step runs, after what it needs and is not there either, and the result is stored if it can be. Null may be
        /// the result.
        /// </summary>
        /// <param name="cache">Where results are read and stored; null: <see cref="StepCache.Default"/>.</param>
        /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
        /// <exception cref="TangoException">A step failed, and is named; the inner exception is what it threw.</exception>
        public async Task<T> ResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default) =>
            (T)(await new LiveRun(cache, observer: null).ResultAsync(step, cancellationToken).ConfigureAwait(false))!;
    }

    extension(Step step)
    {
        /// <summary>The result of a step whose type is known by name only; null when it has none.</summary>
        /// <param name="cache">Where results are read and stored; null: <see cref="StepCache.Default"/>.</param>
        /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
        /// <exception cref="TangoException">A step failed, and is named; the inner exception is what it threw.</exception>
        public Task<object?> ResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default) =>
            new LiveRun(cache, observer: null).ResultAsync(step, cancellationToken);

        /// <summary>Sees to it that the result is in the cache, without reading it.</summary>
        /// <param name="cache">Where results are read and stored; null: <see cref="StepCache.Default"/>.</param>
        /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
        /// <exception cref="TangoException">The result is never cached; or a step failed, and is named, and the inner exception is what it threw.</exception>
        public Task EnsureResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default)
        {
            CheckStored(step);
            return new LiveRun(cache, observer: null).EnsureAsync([step], cancellationToken);
        }
    }

    extension(StepGraph graph)
    {
        /// <summary>
        /// Brings a graph's steps up to date in one run: all but those that run only if needed. A step whose result is not stored runs once, however many take it.
        /// </summary>
        /// <param name="cache">Where results are read and stored; null: <see cref="StepCache.Default"/>.</param>
        /// <param name="observer">Is told what happens, and what the plan warns of (<see cref="RunEvent.PlanWarned"/>); null: nobody.</param>
        /// <param name="checkInputs">
        /// Whether it is an error when a step changes what it was given (<c>TANGO0212</c>): costs a writing of every changeable input before and after each step that runs.
        /// </param>
        /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
        /// <exception cref="TangoException">Steps failed, and are named; the others have run. The inner exception is what was thrown.</exception>
        public async Task RunAsync(StepCache? cache = null, IRunObserver? observer = null, bool checkInputs = false, CancellationToken cancellationToken = default) =>
            await new LiveRun(cache, observer, checkInputs).EnsureAsync(LivePlan.WantedOf(graph.Objects, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void CheckStored(Step step)
    {
        LiveIdentities.Compute([step]);
        var graph = LiveGraph.Of([step]);
        if (CachePolicy.NotStoredBecause(graph.NodeOf(step), LiveIdentities.Of(step), node => LiveIdentities.Of(graph.StepOf(node))) is { } why)
        {
            throw new TangoException(Descriptors.ResultNotKept.Of(new DiagnosticSubject(step.Recipe.File, step.Name), step.Name, InWords(why, step)));
        }
    }

    private static string InWords(Reason why, Step step) => why.Kind switch
    {
        ReasonKind.NotCacheable when step.Recipe.Options.CacheResults == false => "it was made with CacheResults = false",
        ReasonKind.NotCacheable when step.Recipe.Type.Cacheable == false => "its type is marked Cacheable = false",
        ReasonKind.NotCacheable => "it is not deterministic",
        _ => $"it {why}",
    };
}
