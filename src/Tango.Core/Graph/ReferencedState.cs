namespace Tango.Graph;

/// <summary>What a project that refers to a step may count on.</summary>
internal enum ReferencedState
{
    /// <summary>Its result is there.</summary>
    Ready,

    /// <summary>A build would make its result; only in plans.</summary>
    Planned,

    /// <summary>Nobody in its own project needed it.</summary>
    NotNeeded,

    /// <summary>It failed, or could not run.</summary>
    NotCompleted,
}
