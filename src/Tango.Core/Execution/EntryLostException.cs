namespace Tango.Execution;

/// <summary>A result that the plan counted on is gone or damaged. Not a failure of the step that wanted it: the way out is a new plan.</summary>
internal sealed class EntryLostException : Exception
{
    public EntryLostException(string step, string uniqueId, string? damage)
        : base($"The result of '{step}' is no longer in the cache.")
    {
        Step = step;
        UniqueId = uniqueId;
        Damage = damage;
    }

    public string Step { get; }

    public string UniqueId { get; }

    /// <summary>What was found wrong; null when the entry is simply gone.</summary>
    public string? Damage { get; }
}
