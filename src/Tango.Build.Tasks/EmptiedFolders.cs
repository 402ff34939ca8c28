using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Folders that were created for exports and are empty after these are deleted: if one stayed, it would be in the way of a file with its name.</summary>
internal static class EmptiedFolders
{
    /// <summary>Removes the folder of a file, and its parent folders, if they are empty and inside the project.</summary>
    /// <param name="file">The full path of a file that was deleted.</param>
    /// <param name="projectDirectory">The project's folder, which stays.</param>
    public static void Remove(string file, string projectDirectory)
    {
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            while (folder != projectDirectory && PathComparison.IsIn(folder, projectDirectory) && !FolderLinks.IsLink(folder) && IsEmpty(folder))
            {
                FileChange.DeleteEmptyFolder(folder, SharingRetry.Never);
                folder = Path.GetDirectoryName(folder)!;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file was just added, or access is denied: the folder stays, which is no error.
        }
    }

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
}
