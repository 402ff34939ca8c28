using Tango.Caching;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>Whether results of steps that are objects of the running program are, or would be, in a cache.</summary>
internal static class LiveCaching
{
    /// <summary>Whether the result is stored when the step runs.</summary>
    public static bool IsStored(Step step) =>
        CachePolicy.IsStored(step.Recipe.Type, step.Recipe.Options.CacheResults, LiveIdentities.Of(step));

    /// <summary>Whether the result is in a cache.</summary>
    public static bool IsCached(Step step, StepCache cache) => IsStored(step) && cache.Contains(LiveIdentities.Of(step).UniqueId);
}
