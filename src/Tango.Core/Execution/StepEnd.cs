namespace Tango.Execution;

/// <summary>How the running of a step ended.</summary>
internal enum StepEnd
{
    /// <summary>Its result is there.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>A result it takes was lost from the cache: it runs again when that has been made again.</summary>
    Postponed,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}
