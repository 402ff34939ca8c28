namespace Tango.Caching;

/// <summary>Moves and removes what may be a file or a directory.</summary>
internal static class EntryTree
{
    /// <summary>Renames a file or a directory to a name that is free.</summary>
    public static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    /// <summary>Removes a file or a directory with everything in it; nothing there is fine.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Removes what can be removed. For what is invisible to readers and removed by the next owner at the latest.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // A file that somebody holds open (Windows), or a directory that was made read-only.
        }
    }
}
