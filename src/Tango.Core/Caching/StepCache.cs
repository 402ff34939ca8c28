using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Formats;

namespace Tango;

/// <summary>
/// Maps unique ids to results. Implementations are safe to use from several threads; a cache in a directory also from
/// several processes and machines. A cache in a directory refuses keys that
/// cannot be the name of a folder on every system, with <see cref="ArgumentException"/>.
/// </summary>
public abstract class StepCache
{
    /// <summary>The default cache: one <see cref="MemoryStepCache"/> for the process.</summary>
    public static StepCache Default { get; } = new MemoryStepCache();

    /// <summary>Where the formats of its results are found.</summary>
    internal virtual FormatRegistry Formats => LoadedFormats.Registry;

    /// <summary>Whether results are stored as files, in the formats of their steps; otherwise as objects.</summary>
    internal virtual bool KeepsFiles => false;

    /// <summary>The unique ids of all complete entries, in no order, found while they are enumerated.</summary>
    public abstract IEnumerable<string> EnumerateUniqueIds();

    /// <summary>Whether there is a complete entry.</summary>
    /// <param name="uniqueId">The key.</param>
    public abstract bool Contains(string uniqueId);

    /// <summary>The directory of an entry, complete or not; null when the cache has no directories.</summary>
    /// <param name="uniqueId">The key.</param>
    public abstract string? PathForStep(string uniqueId);

    /// <summary>Reads what is recorded of a complete entry, without its result.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <returns>Null when there is no complete, readable entry.</returns>
    public abstract EntryMetadata? GetMetadata(string uniqueId);

    /// <summary>Reads the metadata of an entry for a plan.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="expected">The format that the step's identity contains.</param>
    internal virtual EntryLook Look(string uniqueId, ExpectedFormat expected) => Contains(uniqueId) ? EntryLook.Found(GetMetadata(uniqueId)) : EntryLook.Missing;

    /// <summary>What is recorded of an entry that was stored with a key of early cut-off; null if there is none, or the cache knows none.</summary>
    internal virtual EntryMetadata? FindByCutoffKey(string key) => null;

    /// <summary>Reads and verifies a result that must be in a certain format.</summary>
    /// <param name="expected">The format that the step's identity contains; null: any.</param>
    internal virtual ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, ExpectedFormat? expected, CancellationToken cancellationToken) =>
        TryGetAsync(uniqueId, type, cancellationToken);

    /// <summary>Reads and verifies a result.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="type">The type the step declares for its result.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Found with its value; missing; corrupt, in which case a cache in a directory has moved the entry to its folder <c>.damaged</c>; or unusable, in which case it is left as it is.
    /// </returns>
    public abstract ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a result. <see cref="EntryMetadata.Files"/>, <see cref="EntryMetadata.IsNull"/> and <see cref="EntryMetadata.FormatVersion"/> are filled in by the cache.
    /// The entry becomes visible all at once, or not at all. Storing over a complete entry is an error unless <see cref="PutOptions.Replace"/> is set.
    /// </summary>
    /// <param name="metadata">What to record; names the key and the format.</param>
    /// <param name="result">The result; null is a result too.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="options">Whether it may replace an entry, and what to record when it was written (implementations call
    /// <see cref="PutOptions.Completing"/>); null: it may not, and <paramref name="metadata"/>.</param>
    /// <param name="cancellationToken">Ends the writing and discards what was written.</param>
    /// <exception cref="TangoException">The result cannot be carried whole by the format, or the cache cannot be written.</exception>
    /// <exception cref="InvalidOperationException">There is a complete entry, and it may not be replaced.</exception>
    public abstract ValueTask PutAsync(
        EntryMetadata metadata,
        object? result,
        Type type,
        PutOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Acquires an id: becomes its only owner, across threads and, where the cache is shared, processes and machines; waits while there is another.
    /// An owner that is killed loses its ownership.
    /// </summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="onWaiting">Called once if there is another owner to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Ends the ownership when disposed of.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while it waited.</exception>
    public abstract ValueTask<IAsyncDisposable> AcquireAsync(
        string uniqueId,
        Action? onWaiting = null,
        CancellationToken cancellationToken = default);
}
