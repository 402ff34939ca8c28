namespace Tango.Planning;

/// <summary>What a plan does with a step.</summary>
public enum PlannedAction
{
    /// <summary>Its result is missing: it runs.</summary>
    Run,

    /// <summary>Its result is in the cache.</summary>
    Cached,

    /// <summary>It cannot run because a step it needs cannot.</summary>
    Blocked,

    /// <summary>Nobody needs it this time.</summary>
    NotNeeded,
}
