namespace Tango.Planning;

/// <summary>What a plan does with a step.</summary>
internal enum PlannedAction
{
    /// <summary>Its result is missing: it runs.</summary>
    Run,

    /// <summary>Its result is in the cache.</summary>
    Cached,

    /// <summary>Its result is missing and cannot be made: results are only taken from the cache, or a step it needs cannot give its own.</summary>
    Blocked,

    /// <summary>Nobody needs it this time.</summary>
    NotNeeded,
}
