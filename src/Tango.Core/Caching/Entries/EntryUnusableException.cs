namespace Tango.Caching.Entries;

/// <summary>An entry cannot be used here though it may be intact: it is left as it is.</summary>
internal sealed class EntryUnusableException : Exception
{
    /// <param name="why">Why, as part of a sentence.</param>
    public EntryUnusableException(string why, Exception? inner = null)
        : base(why, inner)
    {
    }
}
