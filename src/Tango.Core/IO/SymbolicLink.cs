namespace Tango.IO;

/// <summary>Creates and reads symbolic links.</summary>
internal static class SymbolicLink
{
    /// <summary>Creates a link. The target must exist on Windows, where links to folders are of another kind.</summary>
    /// <param name="path">Full path of the link, which must not exist.</param>
    /// <param name="target">The target, relative to the link's own folder, with <c>/</c>.</param>
    public static void Create(string path, string target)
    {
        var written = target.Replace('/', Path.DirectorySeparatorChar);
        if (Directory.Exists(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, written))))
            Directory.CreateSymbolicLink(path, written);
        else
            File.CreateSymbolicLink(path, written);
    }

    /// <summary>The target of a link, as stored in it, with <c>/</c>; null if there is no link.</summary>
    /// <param name="path">Full path.</param>
    public static string? TargetOf(string path) => new FileInfo(path).LinkTarget?.Replace(Path.DirectorySeparatorChar, '/');
}
