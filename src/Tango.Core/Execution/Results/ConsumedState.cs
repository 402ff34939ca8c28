namespace Tango.Execution.Results;

/// <summary>The state of the stored files that a step uses.</summary>
internal enum ConsumedState
{
    /// <summary>They are unchanged.</summary>
    Intact,

    /// <summary>They were changed while only this step used them.</summary>
    Changed,

    /// <summary>They were changed while several steps used them: it is unknown which step did it.</summary>
    Contested,

    /// <summary>They are missing, or were replaced.</summary>
    Missing,
}
