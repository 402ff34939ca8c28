namespace Tango.Planning;

/// <summary>The closed list of reasons for what a plan does with a step, most telling first.</summary>
internal enum ReasonKind
{
    /// <summary>Asked for by name, though cached.</summary>
    Forced,

    /// <summary>No step of this name has run before.</summary>
    FirstRun,

    /// <summary>The step is of another type than last time.</summary>
    TypeChanged,

    /// <summary>The step type's version is another than last time.</summary>
    VersionChanged,

    /// <summary>The step's code, or code it reaches, is another than last time.</summary>
    CodeChanged,

    /// <summary>An argument is another than last time.</summary>
    ArgumentChanged,

    /// <summary>An input file's content is another than last time.</summary>
    InputFileChanged,

    /// <summary>A step it takes a result from is another than last time.</summary>
    UpstreamChanged,

    /// <summary>The format is another than last time.</summary>
    FormatChanged,

    /// <summary>The result was there and is gone.</summary>
    EntryMissing,

    /// <summary>The result is there but is not what its record says.</summary>
    EntryDamaged,

    /// <summary>The last try failed or did not finish.</summary>
    NotCompleted,

    /// <summary>The result is never stored, so the step runs whenever it is needed.</summary>
    NotCacheable,

    /// <summary>It depends on a step that is not deterministic, so its result cannot be found again.</summary>
    UpstreamNotDeterministic,
}
