using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// A folder beside an entry's place, for an entry that is made as a whole and then renamed. Nobody else knows it, so it needs no lock; one that a killed process left is removed by a collection
/// (<see cref="StagedEntries"/>).
/// </summary>
internal sealed class StagedEntry : IDisposable
{
    private readonly string _place;
    private bool _isPublished;

    private StagedEntry(string place)
    {
        _place = place;
        Folder = AtomicFile.StagedName(place);
    }

    /// <summary>Its full path.</summary>
    public string Folder { get; }

    /// <summary>Creates an empty folder.</summary>
    /// <param name="place">Full path that the entry will have.</param>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public static StagedEntry Create(string place)
    {
        var entry = new StagedEntry(place);
        try
        {
            SharedMode.CreateFolder(Path.GetDirectoryName(place)!, entry.Folder);
            return entry;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw entry.NotWritable(exception);
        }
    }

    /// <summary>Makes the complete entry visible, if nothing is in its place: no other entry, no log of a step that failed, and no owner.</summary>
    /// <returns>False if something is, or if the folder cannot be renamed: a scanner has a file in it open, or another process is just leaving the place. Who owns the place can move piece by piece.</returns>
    public bool TryPublish()
    {
        if (!IsFree())
            return false;

        try
        {
            // Where an empty folder has just been created, Unix replaces it: its owner finds the entry when it has the lock.
            FileChange.MoveFolder(Folder, _place);
            _isPublished = true;
            return true;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Whether the cache can be written at all is found out by who moves the pieces.
            return false;
        }
    }

    /// <summary>Makes the complete entry visible in a folder that has no entry, and removes everything else there but the log. Only the owner of the entry may call it.</summary>
    /// <returns>False if the folder was removed meanwhile, as a collection does that takes it for one of a killed process.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public bool PublishAsOwner()
    {
        try
        {
            string[] names = [.. Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path))];
            foreach (var name in names.OrderBy(name => name == EntryLayout.Metadata))
            {
                var to = Path.Combine(_place, name);
                EntryTree.Delete(to);
                EntryTree.Move(Path.Combine(Folder, name), to);
            }

            EntrySweep.RemoveAllBut(_place, [EntryLayout.Lock, EntryLayout.Log, .. names]);
            return names.Contains(EntryLayout.Metadata);
        }
        catch (Exception exception) when (StorageFaults.Of(exception) == StorageFault.Removed && !Directory.Exists(Folder))
        {
            return false;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw NotWritable(exception);
        }
    }

    /// <summary>Removes what has not become visible, if possible.</summary>
    public void Dispose()
    {
        if (!_isPublished)
            EntryTree.TryDelete(Folder);
    }

    private bool IsFree() => FileStatus.ReadLink(_place).Kind == FileKind.Missing;

    private TangoException NotWritable(Exception exception) => CacheAccess.NotWritable(Path.GetDirectoryName(_place)!, exception);
}
