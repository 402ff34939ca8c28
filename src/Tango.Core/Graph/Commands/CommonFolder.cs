namespace Tango.Graph.Commands;

/// <summary>The deepest folder that contains all of some files.</summary>
internal static class CommonFolder
{
    /// <summary>The folder; "/" if there are no files.</summary>
    /// <param name="paths">Full paths of files.</param>
    public static string Find(IEnumerable<string> paths)
    {
        string? common = null;
        foreach (var path in paths)
        {
            var folder = Path.GetDirectoryName(path)!;
            common ??= folder;
            while (!IsBelow(folder, common) && Path.GetDirectoryName(common) is { } parent)
                common = parent;
        }

        return common ?? "/";
    }

    private static bool IsBelow(string folder, string ancestor) =>
        folder.StartsWith(ancestor, StringComparison.Ordinal)
        && (folder.Length == ancestor.Length || Path.EndsInDirectorySeparator(ancestor) || folder[ancestor.Length] == Path.DirectorySeparatorChar);
}
