using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>Decides whether a step's result is stored: the truth table of deterministic, cacheable and <c>CacheResults</c>.</summary>
/// <remarks>
/// <code>
/// deterministic  cacheable | CacheResults unset  true              false
/// yes            unset     | stored              stored            not
/// yes            yes       | stored              stored            not
/// yes            no        | not                 error             not
/// no             unset     | not                 error             not
/// no             yes       | stored + warning    stored + warning  not
/// no             no        | not                 error             not
/// </code>
/// Whatever the table says, what depends on a step that is not deterministic could never be found again and is not stored.
/// </remarks>
internal static class CachePolicy
{
    /// <summary>Why the result is not stored; null when it is.</summary>
    public static Reason? NotStoredBecause(StepNode node, StepIdentity identity, Func<StepNode, StepIdentity> identityOf)
    {
        if (!CacheWish.Of(node.Type, node.Settings.CacheResults))
        {
            return new Reason(ReasonKind.NotCacheable);
        }

        if (IsStored(node.Type, node.Settings.CacheResults, identity))
        {
            return null;
        }

        var source = node.Inputs.First(input => !identityOf(input).IsFindable);
        return new Reason(ReasonKind.UpstreamNotDeterministic, source.Name);
    }

    /// <summary>Whether the result is stored.</summary>
    public static bool IsStored(StepType type, bool? cacheResults, StepIdentity identity) =>
        CacheWish.Of(type, cacheResults) && (identity.IsFindable || !type.Deterministic);

    /// <summary>The contradiction or the doubt in what was asked for; null when there is none.</summary>
    public static Diagnostic? Check(StepNode node)
    {
        var type = node.Type;
        if (CacheWish.Contradiction(type, node.Settings.CacheResults) is { } why)
        {
            return Descriptors.CannotCache.Of(SubjectOf(node, SettingNames.CacheResults), node.Name, why);
        }

        return !type.Deterministic && type.Cacheable == true && node.Settings.CacheResults != false
            ? Descriptors.CachedButNotDeterministic.Of(SubjectOf(node), node.Name, type.ClassName)
            : null;
    }

    private static DiagnosticSubject SubjectOf(StepNode node, string? argument = null) => new(node.File, node.Name, argument);
}
