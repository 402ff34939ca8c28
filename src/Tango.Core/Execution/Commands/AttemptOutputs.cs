using Tango.Caching.Entries;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>
/// Records the files in the folders and patterns among a command's outputs until an attempt succeeds, so that the next attempt removes what a failed one left. A record is
/// written before the command starts (files that exist then are not its own) and again after it has failed (files that it left). A killed attempt has written only the first:
/// files that are not in it came later.
/// </summary>
internal sealed class AttemptOutputs
{
    private const string KilledFolder = ".killed";

    private readonly IReadOnlyList<string> _records;
    private readonly string _projectDirectory;
    private AttemptOutputsRecord? _begun;

    /// <param name="records">Full paths of the record files, the most specific first; each may be deleted at any time.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    public AttemptOutputs(IReadOnlyList<string> records, string projectDirectory)
    {
        _records = records;
        _projectDirectory = projectDirectory;
    }

    /// <summary>Records that an attempt starts.</summary>
    /// <param name="outputs">Its outputs; without any there is nothing to record.</param>
    public void Begin(IReadOnlyList<CommandOutput> outputs)
    {
        if (outputs.Count == 0 || _records.Count == 0)
            return;

        // Not next to the result: this record is valid only for the next attempt.
        _begun = new AttemptOutputsRecord(hasEnded: false, [.. outputs.Select(output => output.ToString())], StampOutputs(outputs));
        foreach (var path in _records.Count == 1 ? _records : _records.SkipLast(1))
            _begun.Write(path);
    }

    /// <summary>Removes the records.</summary>
    /// <param name="records">The full paths of the files.</param>
    public static void Forget(IEnumerable<string> records)
    {
        foreach (var record in records.Where(File.Exists))
        {
            FileChange.Delete(record);
            EmptyFolders.DeleteOne(Path.GetDirectoryName(record)!);
        }
    }

    /// <summary>Records that the attempt has failed.</summary>
    public void Fail()
    {
        if (_begun is not { } begun)
            return;

        var left = StampOutputs([.. begun.Outputs.Select(Parse)]).Where(file => !begun.Holds(file.Key, file.Value));
        var failed = new AttemptOutputsRecord(hasEnded: true, begun.Outputs, left.ToDictionary());
        foreach (var path in _records)
            failed.Write(path);
    }

    /// <summary>
    /// Removes the files that a failed attempt left, if they are unchanged. After a killed attempt, all new and changed files are moved away instead, because a user may have
    /// written some of them later. Files behind a link stay: they may belong to another project.
    /// </summary>
    /// <param name="outputs">The outputs as they are declared now; other files do not belong to the command any more.</param>
    /// <param name="links">Finds links on the way to a file.</param>
    /// <returns>The full path of the folder that files were moved to; null when none were.</returns>
    public string? Clear(IReadOnlyList<CommandOutput> outputs, FolderLinks links)
    {
        if (Find() is not var (path, record))
            return null;

        var isMoved = false;
        var now = StampOutputs([.. record.Outputs.Select(Parse)]);
        foreach (var (file, _) in now.Where(file => record.Holds(file.Key, file.Value) == record.HasEnded && outputs.Any(output => output.Concerns(file.Key))))
        {
            var place = Path.GetFullPath(file, _projectDirectory);
            if (links.Find(place) is not null)
                continue;

            if (record.HasEnded)
                EntryTree.Delete(place);
            else
                isMoved |= MoveAway(place, path);
        }

        return isMoved ? FolderOfMoved(path) : null;
    }

    /// <summary>Moves a file away that the attempt, or a user, has written.</summary>
    /// <param name="place">Full path.</param>
    public void MoveAway(string place)
    {
        if (_records.Count > 0)
            MoveAway(place, _records[0]);
    }

    // A link or a pipe contains no user's work.
    private bool MoveAway(string place, string record)
    {
        if (FileStatus.ReadLink(place).Kind != FileKind.Regular)
        {
            EntryTree.Delete(place);
            return false;
        }

        var moved = Path.Combine(FolderOfMoved(record), Path.GetRelativePath(_projectDirectory, place));
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        FileChange.Replace(place, moved);
        return true;
    }

    private static string FolderOfMoved(string record) => Path.Combine(Path.GetDirectoryName(record)!, KilledFolder);

    private Dictionary<string, FileStamp> StampOutputs(IReadOnlyList<CommandOutput> outputs)
    {
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var path in outputs.SelectMany(FilesOf))
            files[Path.GetRelativePath(_projectDirectory, path).Replace('\\', '/')] = FileStatus.ReadLink(path).Stamp;

        return files;
    }

    // An output declared as a file is replaced anyway, but an attempt may have created a folder of that name.
    private IEnumerable<string> FilesOf(CommandOutput output)
    {
        if (output.Kind != CommandOutputKind.File)
            return output.FilesIn(_projectDirectory);

        var place = Path.GetFullPath(output.Path, _projectDirectory);
        return FileStatus.ReadLink(place).Kind == FileKind.Directory ? FolderWalk.Below(place).Where(found => found.Kind != FileKind.Directory).Select(found => found.Path) : [];
    }

    private CommandOutput Parse(string text) => CommandOutput.Parse(text, _projectDirectory).Output!;

    private (string Path, AttemptOutputsRecord Record)? Find()
    {
        foreach (var path in _records)
        {
            if (AttemptOutputsRecord.Read(path) is { } record)
                return (path, record);
        }

        return null;
    }
}
