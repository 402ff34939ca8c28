using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>Decides whether a step's result is cached: the truth table of deterministic, cacheable and <c>CacheResults</c>.</summary>
/// <remarks>
/// <code>
/// deterministic  cacheable | CacheResults unset  true              false
/// yes            unset     | cached              cached            not
/// yes            yes       | cached              cached            not
/// yes            no        | not                 error             not
/// no             unset     | not                 error             not
/// no             yes       | cached + warning    cached + warning  not
/// no             no        | not                 error             not
/// </code>
/// In any case, the result of a step that depends on one that is not deterministic is not cached, because no later build could find it.
/// </remarks>
internal static class CachePolicy
{
    /// <summary>Why the result is not cached; null if it is.</summary>
    public static Reason? NotCachedBecause(StepNode node, StepIdentity identity, Func<StepNode, StepIdentity> identityOf)
    {
        if (!CachePreference.IsCacheable(node.Type, node.Options.CacheResults))
            return new Reason(ReasonKind.NotCacheable, CachePreference.WhyNever(node.Type, node.Options.CacheResults));

        if (IsCacheable(node.Type, node.Options.CacheResults, identity))
            return null;

        var source = node.Inputs.First(input => !identityOf(input).IsFindable);
        return new Reason(ReasonKind.UpstreamNotDeterministic, source.Name);
    }

    /// <summary>Whether the result is cached.</summary>
    public static bool IsCacheable(StepType type, bool? cacheResults, StepIdentity identity) =>
        CachePreference.IsCacheable(type, cacheResults) && (identity.IsFindable || !type.Deterministic);

    /// <summary>The error or warning about the requested caching; null if there is none.</summary>
    public static Diagnostic? Check(StepNode node)
    {
        var type = node.Type;
        if (CachePreference.Contradiction(type, node.Options.CacheResults) is { } why)
            return Descriptors.CannotCache.Create(SubjectOf(node, SettingNames.CacheResults), node.Name, why);

        return !type.Deterministic && type.Caching == StepCaching.Always && node.Options.CacheResults != false
            ? Descriptors.CachedButNotDeterministic.Create(SubjectOf(node), node.Name, type.ClassName)
            : null;
    }

    private static DiagnosticSubject SubjectOf(StepNode node, string? argument = null) => new(node.File, node.Name, argument);
}
