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
        {
            if (!Directory.EnumerateFileSystemEntries(path).Any())
                FileChange.DeleteEmptyFolder(path);
        }
    }
}
