using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Graph.InMemory;
using Tango.Planning;

namespace Tango.InCode;

/// <summary>Whether results of steps that are objects of the running program are cached, or would be after a run.</summary>
internal static class InMemoryCaching
{
    /// <summary>Whether the result is cached after the step runs.</summary>
    public static bool IsCacheable(Step step) =>
        CachePolicy.IsCacheable(step.Recipe.Type, step.Recipe.Options.CacheResults, InMemoryIdentities.Get(step));

    /// <summary>Whether the result is in a cache.</summary>
    public static bool IsCached(Step step, StepCache cache)
    {
        var identity = InMemoryIdentities.Get(step);
        return IsCacheable(step) && cache.Look(identity.UniqueId, ExpectedFormat.From(identity.Format, InMemoryGraph.CustomFormatOf(step.Recipe))).State == CacheReadState.Found;
    }

    /// <summary>Refuses a step whose result is never cached.</summary>
    /// <exception cref="TangoException">It is never cached; the message says why.</exception>
    public static void CheckCacheable(Step step)
    {
        InMemoryIdentities.Compute([step]);
        var graph = InMemoryGraph.Create([step]);
        if (CachePolicy.NotCachedBecause(graph.NodeOf(step), InMemoryIdentities.Get(step), node => InMemoryIdentities.Get(graph.StepOf(node))) is { } why)
            throw new TangoException(Descriptors.ResultNotCached.Create(new DiagnosticSubject(step.Recipe.File, step.Name), step.Name, InWords(why, step)));
    }

    private static string InWords(Reason why, Step step) => why.Kind switch
    {
        ReasonKind.NotCacheable when step.Recipe.Options.CacheResults == false => "it was made with CacheResults = false",
        ReasonKind.NotCacheable when step.Recipe.Type.Caching == StepCaching.Never => "its type is marked Caching = StepCaching.Never",
        ReasonKind.NotCacheable => "it is not deterministic",
        _ => $"it {why}",
    };
}
