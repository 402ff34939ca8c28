using Tango.Caching;
using Tango.Caching.Entries;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>
/// Backs up files in the outputs of a command that no build of it is known to have written. They are moved away while it runs, so that a tool that writes only missing files
/// writes all of them, and restored afterwards. The backups are in a folder of the cache, by the path of the output: there they survive a build that is killed, a removed
/// <c>obj</c> and a change of the command.
/// </summary>
internal sealed class OutputBackup
{
    private const string KeptSuffix = ".kept";

    private readonly string? _folder;
    private readonly string _projectDirectory;

    /// <param name="folder">The full path of the folder for the backups of all commands; null: nothing can be backed up.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    public OutputBackup(string? folder, string projectDirectory)
    {
        _folder = folder;
        _projectDirectory = projectDirectory;
    }

    /// <summary>Moves a file, or whatever else is there, to the backup.</summary>
    /// <param name="output">The output that it is in, or in the way of.</param>
    /// <param name="path">Its full path.</param>
    /// <returns>False if it could not be moved: it is still there.</returns>
    public bool TryAdd(CommandOutput output, string path)
    {
        if (_folder is null || IsBehindLink)
            return false;

        try
        {
            var place = Path.Combine(FolderOf(output), Path.GetRelativePath(_projectDirectory, path));
            EntryTree.Delete(place);
            OwnFolders.Create(_folder, Path.GetDirectoryName(place)!);
            EntryTree.Move(path, place);
            return true;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // The folder cannot be written, or the cache is read-only. A file that stays is distinguished by its stamp from those that the command writes.
            return false;
        }
    }

    /// <summary>Restores the backups of some outputs.</summary>
    /// <param name="links">Finds links on the way: a file behind one is not restored.</param>
    /// <param name="replaces">Whether backups replace existing files, which a failed run left. Otherwise such a backup stays until <see cref="Forget"/>.</param>
    /// <returns>The full paths of the restored files.</returns>
    public IReadOnlyList<string> Restore(IReadOnlyList<CommandOutput> outputs, FolderLinks links, bool replaces)
    {
        var restored = new List<string>();
        foreach (var folder in FoldersOf(outputs))
        {
            var isAll = replaces;
            foreach (var path in FilesBelow(folder))
            {
                var place = Path.Combine(_projectDirectory, Path.GetRelativePath(folder, path));
                if (links.Find(place) is not null)
                {
                    isAll = false;
                    continue;
                }

                if (TryRestore(path, place, replaces))
                    restored.Add(place);
            }

            if (isAll)
                EntryTree.Delete(folder);
        }

        return restored;
    }

    /// <summary>
    /// Removes the remaining backups, which the command has replaced. A file that could not be restored because of a link, or a file in place of its folder, is moved to a folder
    /// next to them and stays.
    /// </summary>
    /// <param name="links">Finds links on the way; null: all files belong to the command, and none stays.</param>
    /// <returns>For each file that stays, its path relative to the project's folder, and its full path now.</returns>
    public IReadOnlyList<(string Name, string Path)> Forget(IReadOnlyList<CommandOutput> outputs, FolderLinks? links)
    {
        var all = new List<(string, string)>();
        foreach (var folder in FoldersOf(outputs))
        {
            foreach (var path in FilesBelow(folder))
            {
                var name = Path.GetRelativePath(folder, path);
                var place = Path.Combine(_projectDirectory, name);
                if (links is null || (links.Find(place) is null && FileStatus.ReadLink(place).Kind != FileKind.Missing))
                    continue;

                var kept = Path.Combine(folder + KeptSuffix, name);
                Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
                EntryTree.Delete(kept);
                EntryTree.Move(path, kept);
                all.Add((name, kept));
            }

            EntryTree.Delete(folder);
        }

        return all;
    }

    private static List<string> FilesBelow(string folder) => [.. FolderWalk.Below(folder).Where(found => found.Kind != FileKind.Directory).Select(found => found.Path)];

    private static bool TryRestore(string path, string place, bool replaces)
    {
        var isFree = IsFree(place);
        if (!isFree && !replaces)
            return false;

        // A failed run may have replaced its folder by a file.
        for (var above = place; !isFree && !Directory.Exists(Path.GetDirectoryName(above)); above = Path.GetDirectoryName(above)!)
            EntryTree.Delete(Path.GetDirectoryName(above)!);

        EntryTree.Delete(place);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        EntryTree.Move(path, place);
        return true;
    }

    // Whether the path does not exist, and no file is where a folder is needed above it.
    private static bool IsFree(string place)
    {
        if (FileStatus.ReadLink(place).Kind != FileKind.Missing)
            return false;

        var above = Path.GetDirectoryName(place)!;
        while (FileStatus.Read(above).Kind == FileKind.Missing)
            above = Path.GetDirectoryName(above)!;

        return Directory.Exists(above);
    }

    private IEnumerable<string> FoldersOf(IReadOnlyList<CommandOutput> outputs) =>
        _folder is null || IsBehindLink ? [] : outputs.Select(FolderOf).Where(folder => FileStatus.ReadLink(folder).Kind == FileKind.Directory);

    // The folder of this machine, or that of all machines: somebody else's files may be there.
    private bool IsBehindLink => FolderLinks.IsLink(_folder!) || FolderLinks.IsLink(Path.GetDirectoryName(_folder!)!);

    private string FolderOf(CommandOutput output)
    {
        var place = output.ResolveIn(_projectDirectory);
        return Path.Combine(_folder!, DigestName.From($"{place.Root}\n{place.Pattern}"));
    }
}
