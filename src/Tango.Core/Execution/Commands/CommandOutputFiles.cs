using Tango.Caching.Entries;
using Tango.Caching.Exports;
using Tango.Formats.Files;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>
/// The outputs of a command in the project. Distinguishes files that existed before a run from those that the run wrote: no file that an earlier run left, or that was there by
/// accident, becomes part of a result.
/// </summary>
internal sealed class CommandOutputFiles
{
    private readonly List<CommandOutput> _outputs;
    private readonly StepLogger _logger;
    private readonly AttemptOutputs _attempts;
    private readonly OutputBackup _backup;
    private readonly IReadOnlyList<string> _attemptRecords;
    private readonly Dictionary<string, FileStamp> _before = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foldersBefore = new(StringComparer.Ordinal);
    private readonly List<string> _foldersOfTrial = [];
    private FolderLinks? _links;
    private bool _hasRoom;

    /// <param name="outputs">The outputs, as declared.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="context">The context of the step.</param>
    public CommandOutputFiles(IReadOnlyList<string> outputs, string projectDirectory, StepContext context)
    {
        _outputs = [.. outputs.Select(text => CommandOutput.Parse(text, projectDirectory).Output!)];
        ProjectDirectory = projectDirectory;
        _logger = context.Logger;
        _attemptRecords = context.AttemptRecords;
        _attempts = new AttemptOutputs(context.AttemptRecords, projectDirectory);
        _backup = new OutputBackup(context.BackupFolder, projectDirectory);
    }

    /// <summary>Whether all files in the outputs belong to the command, even if it did not write them.</summary>
    public bool OwnsOutputs { get; init; }

    /// <summary>Whether everything that was in the outputs before is there again when the command has ended, and nothing else.</summary>
    public bool IsTrial { get; init; }

    /// <summary>The project's folder, full path.</summary>
    public string ProjectDirectory { get; }

    /// <summary>
    /// Called before the command runs: removes from its outputs what earlier builds put there or a failed attempt left, backs up all other files, and creates the folders of the
    /// outputs.
    /// </summary>
    /// <param name="previousOutputs">Files that earlier builds put there, full paths.</param>
    /// <param name="links">Finds links on the way there: neither this method nor the command may delete or write behind one.</param>
    /// <exception cref="ExportRefusedException">There is such a link; nothing was removed.</exception>
    /// <exception cref="CommandException">A file or folder that is not known to be the command's is where it needs a folder or file.</exception>
    public void MakeRoom(IReadOnlyList<string> previousOutputs, FolderLinks links)
    {
        previousOutputs = [.. previousOutputs.Where(path => _outputs.Exists(output => output.Concerns(RelativePath(path))))];

        // A tree may contain links to its own files: such a file is removed by its own path.
        previousOutputs = [.. previousOutputs.Where(path => links.FindOther(path) is not { } other || !previousOutputs.Contains(other))];
        _links = links;
        var rules = new ExportRules(links);
        foreach (var path in previousOutputs.Where(File.Exists).Concat(_outputs.Select(output => Path.GetFullPath(output.AnyFile, ProjectDirectory))))
            rules.CheckFolders(path);

        if (_attempts.Clear(_outputs, links) is { } moved)
            _logger.Info(BackupOf(moved));

        // The backup of a build that was killed. Some of these files may be previous outputs, which are deleted next.
        _backup.Restore(_outputs, links, replaces: true);
        foreach (var path in previousOutputs)
            Delete(path);

        foreach (var output in _outputs)
        {
            if (IsTrial)
                _foldersOfTrial.AddRange(output.Find(ProjectDirectory).Folders);

            MakeWay(output);
            DeleteEmptyFolders(output);
            Directory.CreateDirectory(Path.GetFullPath(output.Folder, ProjectDirectory));
            BackUp(output);
        }

        _attempts.Begin(_outputs);
        _hasRoom = true;
    }

    /// <summary>Called when the command has succeeded: restores the backups of files that it did not write.</summary>
    public void Restore()
    {
        if (OwnsOutputs || IsTrial)
            return;

        foreach (var path in _backup.Restore([.. _outputs.Where(output => output.Kind != CommandOutputKind.File)], _links!, replaces: false))
            _before[path] = StampOf(path);
    }

    /// <summary>Called when the command failed, or its outputs could not be read: its files stay for inspection, and are removed before the next attempt.</summary>
    public void Fail()
    {
        if (IsTrial)
        {
            Try(() => Undo(_attempts.MoveAway), TrialLeft);
            return;
        }

        // A failure here must not replace the failure of the step.
        Try(_attempts.Fail, "The files that the failed attempt left could not be listed; all new files in its outputs are removed before the next attempt");
        Try(RestoreAll, "The previous files of its outputs could not be restored; they are restored before the next attempt");
    }

    /// <summary>Called when the result was stored: the backups that it replaces are no longer needed.</summary>
    public void Complete()
    {
        if (IsTrial)
        {
            Try(() => Undo(Delete), TrialLeft);
            return;
        }

        foreach (var (name, path) in _backup.Forget(_outputs, OwnsOutputs ? null : _links))
            _logger.Warning($"'{name}' existed before the command ran, and the command wrote to the same path: the previous file is now '{path}'.");
    }

    /// <summary>The full paths of the files that the command wrote, in ordinal order.</summary>
    /// <exception cref="CommandException">It did not write one of its outputs.</exception>
    public IReadOnlyList<string> Written()
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        var missing = new List<CommandOutput>();
        var untouched = 0;
        foreach (var output in _outputs)
        {
            var found = output.FilesIn(ProjectDirectory);
            var own = found.Where(path => !_before.TryGetValue(path, out var stamp) || StampOf(path) != stamp).ToList();
            foreach (var path in found.Except(own))
            {
                untouched++;
                _logger.Warning(WasThere(RelativePath(path)));
            }

            if (own.Count == 0)
                missing.Add(output);

            written.UnionWith(own);
        }

        return missing.Count == 0 ? [.. written] : throw CommandException.NotWritten(missing, untouched);
    }

    /// <summary>The warning about a file in the outputs that is not part of the result, as long as it exists. It may be older or newer than the run.</summary>
    /// <param name="path">Its path relative to the project's folder.</param>
    public static string NoPart(string path) => $"'{path}' is in its outputs, but not part of the result: the command did not write it.";

    private const string TrialLeft = "The previous files of its outputs could not be restored; the next build restores them";

    private static string WasThere(string path) => $"'{path}' existed before the command ran, which did not write it: it is not part of the result.";

    /// <summary>The message about files that a killed attempt left, or that were added since.</summary>
    /// <param name="folder">The full path of the folder that they were moved to.</param>
    public static string BackupOf(string folder) => $"A build was killed while the command ran: the new files in its outputs were moved to '{folder}'.";

    /// <summary>The tree that the command wrote: its files, the folders it created, and the folders that contain them.</summary>
    /// <exception cref="CommandException">It did not write one of its outputs.</exception>
    /// <exception cref="ResultNotStorableException">It wrote a file that cannot be stored.</exception>
    public ResultTree Tree()
    {
        var written = Written();
        var found = _outputs.SelectMany(output => output.Find(ProjectDirectory).Folders).Distinct(StringComparer.Ordinal).ToList();
        var own = found.Where(folder => !_foldersBefore.Contains(folder)).ToList();
        var holding = written.Concat(own).SelectMany(FoldersAbove).ToHashSet(StringComparer.Ordinal);
        var named = _outputs.Where(output => output.Kind == CommandOutputKind.File).Select(output => Path.GetFullPath(output.Path, ProjectDirectory));
        return ResultTree.Read(ProjectDirectory, [.. written, .. own, .. found.Where(holding.Contains)], named.ToHashSet(StringComparer.Ordinal));
    }

    private IEnumerable<string> FoldersAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > ProjectDirectory.Length; folder = Path.GetDirectoryName(folder)!)
            yield return folder;
    }

    private void BackUp(CommandOutput output)
    {
        var there = output.Find(ProjectDirectory);
        _foldersBefore.UnionWith(there.Folders);
        foreach (var path in there.Files)
        {
            if (_backup.TryAdd(output, path))
                continue;

            if (IsTrial)
                throw new IOException($"'{path}' could not be moved away for the time of the run.");

            if (output.Kind == CommandOutputKind.File)
                Delete(path);
            else
                _before[path] = StampOf(path);
        }
    }

    // Until there is room, what is in the outputs is not the command's. Then all of it is in the stored result; after a failure it is stored nowhere, and some of it may be a user's.
    private void Undo(Action<string> remove)
    {
        foreach (var output in _hasRoom ? _outputs : [])
        {
            foreach (var path in output.FilesIn(ProjectDirectory))
                remove(path);

            DeleteEmptyFolders(output);
        }

        _hasRoom = false;
        RestoreAll();
        _foldersOfTrial.ForEach(folder => Directory.CreateDirectory(folder));
        AttemptOutputs.Forget(_attemptRecords);
    }

    // Without links nothing was backed up yet.
    private void RestoreAll()
    {
        if (_links is { } links)
            _backup.Restore(_outputs, links, replaces: true);
    }

    private void Try(Action action, string otherwise)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.Warning($"{otherwise}: {exception.Message}");
        }
    }

    // Handles a file where a folder is needed, or a folder where a file is needed.
    private void MakeWay(CommandOutput output)
    {
        var above = output.Kind == CommandOutputKind.File ? output.Path : output.Folder;
        var place = ProjectDirectory;
        foreach (var name in above.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            place = Path.Combine(place, name);
            var kind = FileStatus.ReadLink(place).Kind;
            var needsFile = output.Kind == CommandOutputKind.File && RelativePath(place) == output.Path;
            if (kind is FileKind.Missing or FileKind.Link || needsFile != (kind == FileKind.Directory))
                continue;

            if (needsFile)
                EmptyFolders.Delete(place);

            if (FileStatus.ReadLink(place).Kind != FileKind.Missing && !(OwnsOutputs && _backup.TryAdd(output, place)))
                throw CommandException.InTheWay(output, RelativePath(place), needsFile);
        }
    }

    // Empty folders of an earlier run would become part of this one's result.
    private void DeleteEmptyFolders(CommandOutput output)
    {
        foreach (var folder in output.Find(ProjectDirectory).Folders.Reverse())
            EmptyFolders.DeleteOne(folder);
    }

    // The stamp of a link itself: its target is another file.
    private static FileStamp StampOf(string path) => FileStatus.ReadLink(path).Stamp;

    // Deletes files and links, not folders.
    private static void Delete(string path)
    {
        if (FileStatus.ReadLink(path).Kind != FileKind.Directory)
            EntryTree.Delete(path);
    }

    private string RelativePath(string path) => Path.GetRelativePath(ProjectDirectory, path).Replace('\\', '/');
}
