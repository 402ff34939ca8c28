using System.IO.Enumeration;

namespace Tango.IO;

/// <summary>Enumerates the contents of a folder. Opens no file, and follows no link.</summary>
internal static class FolderWalk
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Everything below a folder; each folder comes before its contents, and is read only when the enumeration continues.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="enters">Whether to enter a folder, given by its full path; null: enters all.</param>
    public static IEnumerable<FoundEntry> Below(string folder, Func<string, bool>? enters = null)
    {
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var directory))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(directory))
            {
                var kind = FileStatus.ReadLink(path).Kind;
                if (kind == FileKind.Directory && (enters is null || enters(path)))
                    pending.Push(path);

                yield return new FoundEntry(path, kind);
            }
        }
    }

    /// <summary>The full paths of everything below a folder except folders and links to them.</summary>
    /// <param name="folder">Full path.</param>
    public static IEnumerable<string> FilesBelow(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
}
