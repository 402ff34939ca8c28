namespace Tango.Execution;

/// <summary>How the execution of a step ended.</summary>
public enum StepCompletion
{
    /// <summary>It ran, and its result is available.</summary>
    Completed,

    /// <summary>Its result is available, and it did not run: an equal step or another build computed it.</summary>
    Reused,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>A result that it uses is missing from the cache: it runs again after that has been computed again.</summary>
    Postponed,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}
