namespace Tango.Planning;

/// <summary>The action for a step in a plan.</summary>
internal enum PlannedAction
{
    /// <summary>Its result is missing: it runs.</summary>
    Run,

    /// <summary>Its result is in the cache.</summary>
    Cached,

    /// <summary>Its result is missing and cannot be computed: results come only from the cache, or a step it needs is blocked.</summary>
    Blocked,

    /// <summary>It is not needed this time.</summary>
    NotNeeded,
}
