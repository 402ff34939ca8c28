namespace Tango.Planning;

/// <summary>The closed list of reasons for a step's action in a plan, the most specific first.</summary>
internal enum ReasonKind
{
    /// <summary>Requested by name, although cached.</summary>
    Forced,

    /// <summary>No step with this name has run before.</summary>
    FirstRun,

    /// <summary>The step's type has changed since the last run.</summary>
    TypeChanged,

    /// <summary>The version of the step type has changed since the last run.</summary>
    VersionChanged,

    /// <summary>The step's code, or code it reaches, has changed since the last run.</summary>
    CodeChanged,

    /// <summary>An argument has changed since the last run.</summary>
    ArgumentChanged,

    /// <summary>An input file's content has changed since the last run.</summary>
    InputFileChanged,

    /// <summary>A step whose result it uses has changed since the last run.</summary>
    UpstreamChanged,

    /// <summary>Cached, although steps whose results it uses have changed: their results have not.</summary>
    UpstreamUnchanged,

    /// <summary>The format has changed since the last run.</summary>
    FormatChanged,

    /// <summary>The result was cached but is missing now.</summary>
    EntryMissing,

    /// <summary>The cached result is corrupt.</summary>
    EntryDamaged,

    /// <summary>The cached result cannot be used here, and is left as it is.</summary>
    EntryUnusable,

    /// <summary>The last attempt failed or did not finish.</summary>
    NotCompleted,

    /// <summary>The result is never cached, so the step runs whenever it is needed.</summary>
    NotCacheable,

    /// <summary>It depends on a step that is not deterministic, so no later build could find its result.</summary>
    UpstreamNotDeterministic,
}
