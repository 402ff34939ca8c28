namespace Tango.Graph.Projects;

/// <summary>The state of a step for projects that refer to it.</summary>
internal enum ReferencedState
{
    /// <summary>Its result is available.</summary>
    Ready,

    /// <summary>A build would compute its result; only in plans.</summary>
    Planned,

    /// <summary>It was not needed in its own project.</summary>
    NotNeeded,

    /// <summary>It failed, or could not run.</summary>
    NotCompleted,
}
