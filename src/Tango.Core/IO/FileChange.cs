namespace Tango.IO;

/// <summary>
/// Moves, replaces and deletes files and folders, also those that another program has open. Unix allows that. Windows refuses it, mostly for a moment: an indexer or a virus scanner
/// opens files that were just written, and an editor or another build reads them (docs/decisions/0034).
/// </summary>
/// <remarks>All methods throw what <see cref="File"/> and <see cref="Directory"/> throw, when waiting did not help.</remarks>
internal static class FileChange
{
    /// <summary>Renames a file to a name that does not exist.</summary>
    /// <param name="from">Full path.</param>
    /// <param name="to">Full path on the same volume.</param>
    public static void Move(string from, string to, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => File.Move(from, to));
        else
            File.Move(from, to);
    }

    /// <summary>Renames a file, and replaces an existing one.</summary>
    /// <param name="from">Full path.</param>
    /// <param name="to">Full path on the same volume.</param>
    public static void Replace(string from, string to, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => ReplaceOnWindows(from, to));
        else
            File.Move(from, to, overwrite: true);
    }

    /// <summary>Deletes a file, if it exists.</summary>
    /// <param name="path">Full path.</param>
    public static void Delete(string path, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => DeleteOnWindows(path));
        else
            File.Delete(path);
    }

    /// <summary>Deletes a file if that is possible at once. For files that readers ignore, and that a later build removes.</summary>
    /// <param name="path">Full path.</param>
    public static void TryDelete(string path)
    {
        try
        {
            Delete(path, SharingRetry.Never);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program has it open, or its folder was removed or became read-only.
        }
    }

    /// <summary>Renames a folder to a name that does not exist.</summary>
    /// <param name="from">Full path.</param>
    /// <param name="to">Full path on the same volume.</param>
    public static void MoveFolder(string from, string to, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => Directory.Move(from, to));
        else
            Directory.Move(from, to);
    }

    /// <summary>Deletes a folder that is empty, or a link to a folder.</summary>
    /// <param name="path">Full path.</param>
    public static void DeleteEmptyFolder(string path, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => Directory.Delete(path));
        else
            Directory.Delete(path);
    }

    /// <summary>Deletes a folder with everything in it.</summary>
    /// <param name="path">Full path.</param>
    public static void DeleteFolder(string path, SharingRetry? retry = null)
    {
        if (OperatingSystem.IsWindows())
            Wait(retry, () => DeleteFolderOnWindows(path), emptiesFolder: true);
        else
            Directory.Delete(path, recursive: true);
    }

    private static void Wait(SharingRetry? retry, Action change, bool emptiesFolder = false) => (retry ?? SharingRetry.OfSystem).Run(change, emptiesFolder);

    private static void ReplaceOnWindows(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (UnauthorizedAccessException) when (PosixRename.TryReplace(from, to))
        {
            // The old file was open; who has it open keeps it.
        }
        catch (UnauthorizedAccessException) when (MakeWritable(to))
        {
            File.Move(from, to, overwrite: true);
        }
    }

    // Windows itself deletes a file that is open, if those who have it open admit that.
    private static void DeleteOnWindows(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (UnauthorizedAccessException) when (MakeWritable(path))
        {
            File.Delete(path);
        }
    }

    private static void DeleteFolderOnWindows(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (UnauthorizedAccessException) when (MakeAllWritable(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static bool MakeAllWritable(string folder)
    {
        var any = MakeWritable(folder);
        foreach (var path in FolderWalk.Below(folder).Select(found => found.Path).ToList())
            any |= MakeWritable(path);

        return any;
    }

    // Windows deletes and replaces no file with the attribute, which version control systems set, and copies keep.
    private static bool MakeWritable(string path)
    {
        try
        {
            var attributes = File.GetAttributes(path);
            if ((attributes & FileAttributes.ReadOnly) == 0)
                return false;

            File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The refusal of the change itself is the one to report.
            return false;
        }
    }
}
