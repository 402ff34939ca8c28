namespace Tango.Runs;

/// <summary>What became of a step in a build.</summary>
public enum StepState
{
    /// <summary>Its result was in the cache.</summary>
    Cached,

    /// <summary>It ran and gave its result.</summary>
    Ran,

    /// <summary>It ran and failed.</summary>
    Failed,

    /// <summary>It did not run because a step it needs failed.</summary>
    Blocked,

    /// <summary>Nobody needed it, or the build was cancelled before its turn.</summary>
    Skipped,
}
