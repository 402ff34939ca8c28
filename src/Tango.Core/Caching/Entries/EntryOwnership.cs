using System.Collections.Concurrent;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>The ownership of one id of a directory cache.</summary>
internal sealed class EntryOwnership : IAsyncDisposable
{
    private readonly string _uniqueId;
    private readonly string _directory;
    private readonly FileLock _lock;
    private readonly ConcurrentDictionary<string, EntryOwnership> _owned;
    private int _ended;

    public EntryOwnership(string uniqueId, string directory, FileLock entryLock, ConcurrentDictionary<string, EntryOwnership> owned)
    {
        IsNew = !EntryMetadataFile.Exists(directory);
        _uniqueId = uniqueId;
        _directory = directory;
        _lock = entryLock;
        _owned = owned;
        _owned[uniqueId] = this;
    }

    /// <summary>Whether there was no complete entry, and the owner has stored none yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether the lock is in place; false if the entry was removed by hand.</summary>
    public bool IsInPlace => _lock.IsInPlace;

    /// <summary>Called when the owner has stored the entry.</summary>
    public void OnStored() => IsNew = false;

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _owned.TryRemove(_uniqueId, out _);
            _lock.Dispose();
            RemoveIfEmpty();
        }

        return ValueTask.CompletedTask;
    }

    // An owner that stored nothing and logged nothing leaves no directory.
    private void RemoveIfEmpty()
    {
        if (File.Exists(Path.Combine(_directory, EntryLayout.Metadata)))
            return;

        try
        {
            EmptyFolders.DeleteOne(_directory);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Removed by hand, or another process owns it now, or its permissions were changed, or the cache became read-only.
        }
    }
}
