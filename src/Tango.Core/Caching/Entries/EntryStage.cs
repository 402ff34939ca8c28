namespace Tango.Caching.Entries;

/// <summary>The moments of storing an entry at which the process may end: tests end it there.</summary>
internal enum EntryStage
{
    /// <summary>The id was acquired; the entry's directory has a lock.</summary>
    Acquired,

    /// <summary>A file of the result was created under a hidden name.</summary>
    FileCreated,

    /// <summary>A file of the result was written.</summary>
    FileWritten,

    /// <summary>The metadata was written under a hidden name, and all is on the disk.</summary>
    Flushed,

    /// <summary>A file or folder of the result got its name.</summary>
    FilePublished,

    /// <summary>The metadata got its name: the entry is complete.</summary>
    Completed,

    /// <summary>What does not belong to the entry was removed.</summary>
    Swept,
}
