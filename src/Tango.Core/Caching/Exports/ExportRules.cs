using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching.Exports;

/// <summary>What an export may replace at its destination.</summary>
/// <param name="Links">Finds links on the way to the destination.</param>
/// <param name="MayReplace">Whether a file of other content, given by its full path, may be replaced; null: any may.</param>
/// <param name="IsExport">
/// Whether a file, given by its full path, is unchanged since an earlier build exported it: a folder that contains only such files may be replaced by a file. Null: no folder
/// may.
/// </param>
internal sealed record ExportRules(FolderLinks Links, Func<string, bool>? MayReplace = null, Func<string, bool>? IsExport = null)
{
    /// <summary>Whether files in the way of a folder or file may be removed, given by the full path of each file; null: none may, so that writing fails.</summary>
    public Func<string, bool>? MayRemove { get; init; }

    /// <summary>Removes what an earlier result left in the way: a file where a folder is needed, or a folder where a file is needed.</summary>
    /// <param name="place">The full path of the file.</param>
    /// <exception cref="ExportRefusedException">It may not be removed.</exception>
    public void MakeWay(string place)
    {
        if (FileStatus.ReadLink(place).Kind == FileKind.Directory)
        {
            ClearFolder(place);
            return;
        }

        for (var folder = Path.GetDirectoryName(place); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var kind = FileStatus.ReadLink(folder).Kind;
            if (kind == FileKind.Regular)
                Remove(folder);

            if (kind != FileKind.Missing)
                return;
        }
    }

    private void ClearFolder(string folder)
    {
        foreach (var file in FolderWalk.Below(folder).Where(found => found.Kind != FileKind.Directory).ToList())
            Remove(file.Path);

        EmptyFolders.Delete(folder);
    }

    private void Remove(string path)
    {
        if (MayRemove is null)
            return;

        if (!MayRemove(path))
            throw new ExportRefusedException(path);

        EntryTree.Delete(path);
    }

    /// <summary>Checks that a file may be written.</summary>
    /// <param name="place">Its full path.</param>
    /// <exception cref="ExportRefusedException">It may not.</exception>
    public void Check(string place)
    {
        CheckFolders(place);
        if (MayReplace is not null && (File.Exists(place) || FolderLinks.IsLink(place)) && !MayReplace(place))
            throw new ExportRefusedException(place);
    }

    /// <summary>Checks that no link is on the way to a file.</summary>
    /// <param name="place">Its full path.</param>
    /// <exception cref="ExportRefusedException">There is a link.</exception>
    public void CheckFolders(string place)
    {
        if (Links.Find(place) is { } link)
            throw new ExportRefusedException(place, link);
    }
}
