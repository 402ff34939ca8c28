namespace Tango.IO;

/// <summary>Folders that Tango makes for itself below a folder that a user has named. That one may be a link; below it nothing is written behind links.</summary>
internal static class OwnFolders
{
    /// <summary>Creates a folder, and the missing ones above it, with the bits of the shared folder. Links in their place are replaced; what they lead to stays as it is.</summary>
    /// <param name="shared">Full path of the folder that a user has named.</param>
    /// <param name="path">Full path below it.</param>
    /// <exception cref="OccupiedPathException">Something else is in the place of one of them.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static void Create(string shared, string path)
    {
        foreach (var folder in Between(shared, path))
        {
            FolderLinks.Remove(folder);
            Refuse(folder);
        }

        SharedMode.CreateFolder(shared, path);
    }

    /// <summary>Creates a folder in the same way, but leaves links: what is behind one may be needed.</summary>
    /// <exception cref="OccupiedPathException">A link or something else is in the place of one of them.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static void CreateOrRefuse(string shared, string path)
    {
        foreach (var folder in Between(shared, path))
            Refuse(folder);

        SharedMode.CreateFolder(shared, path);
    }

    /// <summary>Refuses what is no folder.</summary>
    /// <param name="path">Full path; it may be missing.</param>
    /// <exception cref="OccupiedPathException">Something else is there.</exception>
    public static void Refuse(string path)
    {
        if (FileStatus.ReadLink(path).Kind is not (FileKind.Missing or FileKind.Directory) and var kind)
            throw new OccupiedPathException(path, kind);
    }

    // Those above come first.
    private static IEnumerable<string> Between(string shared, string path)
    {
        var found = new Stack<string>();
        for (var folder = path; folder.Length > shared.Length; folder = Path.GetDirectoryName(folder)!)
            found.Push(folder);

        return found;
    }
}
