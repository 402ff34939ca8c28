using Tango.Formats;

namespace Tango.Caching;

/// <summary>
/// Maps unique ids to results. Implementations are safe to use from several threads; a cache in a directory also from
/// several processes and machines.
/// </summary>
public abstract class StepCache
{
    /// <summary>The cache that is used when none is given: one <see cref="MemoryStepCache"/> for the process.</summary>
    public static StepCache Default { get; } = new MemoryStepCache();

    /// <summary>Where the formats of its results are found.</summary>
    internal virtual FormatRegistry Formats => LoadedFormats.Registry;

    /// <summary>How many complete entries there are.</summary>
    public abstract int Count { get; }

    /// <summary>Whether there is a complete entry.</summary>
    /// <param name="uniqueId">The key.</param>
    public abstract bool Contains(string uniqueId);

    /// <summary>The directory of an entry, complete or not; null when the cache has no directories.</summary>
    /// <param name="uniqueId">The key.</param>
    public abstract string? PathForStep(string uniqueId);

    /// <summary>Reads what is recorded of a complete entry, without its result.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <returns>Null when there is no complete, readable entry.</returns>
    public abstract EntryMetadata? TryGetMetadata(string uniqueId);

    /// <summary>Reads and verifies a result.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="type">The type the step declares for its result.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Found with its value; missing; or damaged, in which case the entry has been set aside.</returns>
    public abstract ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a result. <see cref="EntryMetadata.Files"/>, <see cref="EntryMetadata.IsNull"/> and <see cref="EntryMetadata.FormatVersion"/> are filled in by the cache.
    /// The entry becomes visible all at once, or not at all. Storing over a complete entry is an error unless <paramref name="replace"/> is set.
    /// </summary>
    /// <param name="metadata">What to record; names the key and the format.</param>
    /// <param name="result">The result; null is a result too.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="replace">Whether a complete entry may be replaced, as when a step is forced to run again.</param>
    /// <param name="cancellationToken">Ends the writing and discards what was written.</param>
    /// <exception cref="Diagnostics.TangoException">The result cannot be carried whole by the format, or the cache cannot be written.</exception>
    public abstract ValueTask PutAsync(
        EntryMetadata metadata,
        object? result,
        Type type,
        bool replace = false,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Becomes the one owner of an id, across threads and, where the cache is shared, processes and machines; waits while there is another.
    /// An owner that is killed gives its place up.
    /// </summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="onWaiting">Called once if there is another owner to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Ends the ownership when disposed of.</returns>
    public abstract ValueTask<IAsyncDisposable> AcquireAsync(
        string uniqueId,
        Action? onWaiting = null,
        CancellationToken cancellationToken = default);
}
