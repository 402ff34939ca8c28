namespace Tango.Execution.Results;

/// <summary>A result that the plan counted on is missing or corrupt. Not a failure of the step that uses it: a new plan is needed.</summary>
internal sealed class EntryMissingException : Exception
{
    public EntryMissingException(string step, string uniqueId, string? corruption, Exception? inner = null)
        : base($"The result of '{step}' is no longer in the cache.", inner)
    {
        Step = step;
        UniqueId = uniqueId;
        Corruption = corruption;
    }

    public string Step { get; }

    public string UniqueId { get; }

    /// <summary>Whether the entry was changed while several steps used it, so that it is unknown which step did it.</summary>
    public bool IsContested { get; init; }

    /// <summary>The description of the corruption; null if the entry is missing.</summary>
    public string? Corruption { get; }
}
