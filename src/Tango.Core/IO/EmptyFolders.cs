namespace Tango.IO;

/// <summary>Folders that contain only such folders: no user's work is in them.</summary>
internal static class EmptyFolders
{
    /// <summary>Deletes those below a folder, and the folder itself if it is one.</summary>
    /// <param name="folder">Full path.</param>
    public static void Delete(string folder)
    {
        var folders = FolderWalk.Below(folder).Where(found => found.Kind == FileKind.Directory).Select(found => found.Path).Append(folder);
        foreach (var path in folders.OrderByDescending(path => path.Length).ToList())
            DeleteOne(path);
    }

    /// <summary>Deletes a folder if nothing is in it.</summary>
    /// <param name="folder">Full path; it must exist.</param>
    public static void DeleteOne(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            FileChange.DeleteEmptyFolder(folder);
    }

    /// <summary>The same, if that is possible. For folders that a later build removes or uses again.</summary>
    /// <param name="folder">Full path.</param>
    public static void TryDeleteOne(string folder)
    {
        try
        {
            DeleteOne(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process has removed it, or has just put something into it.
        }
    }
}
