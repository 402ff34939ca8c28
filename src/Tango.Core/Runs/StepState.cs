namespace Tango.Runs;

/// <summary>The outcome of a step in a build.</summary>
public enum StepState
{
    /// <summary>Its result was in the cache.</summary>
    Cached,

    /// <summary>It ran and returned its result.</summary>
    Ran,

    /// <summary>It ran and failed.</summary>
    Failed,

    /// <summary>It did not run because a step it needs failed.</summary>
    Blocked,

    /// <summary>It was not needed, so that this build would not have run it in any case.</summary>
    Skipped,

    /// <summary>It was needed and did not get to an end, because the build was cancelled, or ended after another step had failed.</summary>
    NotRun,

    /// <summary>It became a job of a cluster, which the build left running. A later build takes its result.</summary>
    Submitted,
}
