using Tango.Caching.Entries;

namespace Tango.Execution.Results;

/// <summary>The use of a stored result by one attempt of a step.</summary>
/// <param name="key">The result, with the step name under which it is used.</param>
internal sealed class ConsumedResult(ConsumedEntry entry, ResultKey key)
{
    /// <summary>The entry.</summary>
    public ConsumedEntry Entry { get; } = entry;

    /// <summary>The result.</summary>
    public ResultKey Key { get; } = key;

    /// <summary>The stamps of the files when the step received them; null before that, and for results that cannot be changed.</summary>
    public EntryStamps? Given { get; set; }

    /// <summary>What the checks of the files have found so far.</summary>
    public ConsumedState State { get; set; }
}
