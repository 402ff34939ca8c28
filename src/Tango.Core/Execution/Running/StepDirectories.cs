using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Execution.Commands;
using Tango.Execution.Plans;
using Tango.Formats;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Running;

/// <summary>
/// The paths of logs and work directories. They are next to the result if that is stored in a directory. Otherwise they are in a directory of the run, by step name, so that a
/// step whose id changes each time does not leave more files behind each time.
/// </summary>
internal sealed class StepDirectories
{
    private const string AttemptRecord = ".tried";

    private readonly StepCache _cache;
    private readonly string? _scratchDirectory;
    private readonly ConcurrentBag<ExecutionStep> _completed = [];

    /// <param name="scratchDirectory">The directory for all others; null: work directories are in the system's temporary directory, and there are no logs.</param>
    public StepDirectories(StepCache cache, string? scratchDirectory)
    {
        _cache = cache;
        _scratchDirectory = scratchDirectory;
    }

    /// <summary>The full path of a step's log; null if it has none.</summary>
    public string? LogOf(ExecutionStep step) =>
        (EntryOf(step) ?? ScratchOf(step)) is { } directory ? Path.Combine(directory, EntryLayout.Log) : null;

    /// <summary>The full path of a step's work directory, which may not exist.</summary>
    public string WorkOf(ExecutionStep step) => Path.Combine(
        EntryOf(step) ?? ScratchOf(step) ?? Path.Combine(Path.GetTempPath(), "tango", step.UniqueId),
        EntryLayout.Work);

    /// <summary>
    /// The full paths of the records of a command's attempts. The first two are by the step's name, so they survive a change of the command's id, e.g. after a fix of its script;
    /// the second also survives the removal of <c>obj</c>. The last is next to its result, where the same command of another project finds it. None for other steps.
    /// </summary>
    public ImmutableArray<string> AttemptRecordsOf(ExecutionStep step)
    {
        if (step.Type != CommandNames.FullName)
            return [];

        var work = Path.Combine(WorkOf(step), AttemptRecord);
        return _scratchDirectory is null ? [work] : [.. AttemptRecordsOf(_cache as DirectoryStepCache, _scratchDirectory, step.Name), work];
    }

    /// <summary>The full path of the folder for backups of files in the outputs of commands; null without a cache in a directory.</summary>
    public string? BackupFolder => (_cache as DirectoryStepCache)?.BackupFolder;

    /// <summary>The full paths of the records of a command's attempts that are by its name.</summary>
    public static ImmutableArray<string> AttemptRecordsOf(DirectoryStepCache? cache, string scratchDirectory, string step)
    {
        var record = AttemptRecordOf(scratchDirectory, step);
        return cache is not { SubstitutePath: null } ? [record] : [record, Path.Combine(cache.BackupFolder, DigestName.From(record), AttemptRecord)];
    }

    /// <summary>The full path of the first of them.</summary>
    public static string AttemptRecordOf(string scratchDirectory, string step) => Path.Combine(scratchDirectory, StepFolder.NameOf(step), AttemptRecord);

    /// <summary>Creates a step's work directory.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="TangoException">It cannot be created.</exception>
    public string CreateWork(ExecutionStep step) => Access(step, () =>
    {
        var work = WorkOf(step);
        SharedMode.CreateFolder(Path.GetDirectoryName(work)!, work);
        return work;
    });

    /// <summary>Creates the folder for backups, so that all users of the cache can use it. Does nothing if the cache is read-only.</summary>
    /// <exception cref="TangoException">It cannot be created.</exception>
    /// <remarks>A link in its place stays and is an error: backups of users' files may be behind it. The folder is in the cache, also if the step's result is not.</remarks>
    public void CreateBackupFolder()
    {
        if (_cache is not DirectoryStepCache { SubstitutePath: null } cache)
            return;

        try
        {
            OwnFolders.CreateOrRefuse(cache.DirectoryPath, cache.BackupFolder);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(cache.DirectoryPath, exception);
        }
    }

    /// <summary>Uses files that Tango keeps for a step: its log, its work directory. A failure is one of the storage, and not of the step.</summary>
    /// <exception cref="TangoException">They cannot be used.</exception>
    public T Access<T>(ExecutionStep step, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw NotAccessible(step, exception);
        }
    }

    /// <summary>Records that a step has completed and does not need its work directory any more.</summary>
    public void Complete(ExecutionStep step)
    {
        Access(step, () =>
        {
            AttemptOutputs.Forget(AttemptRecordsOf(step));
            return true;
        });

        // A cache in a directory removes it when it stores the result. Files that are the result stay as long as they may be read.
        if (EntryOf(step) is null && FormatName.Parse(step.Format).Name is not (BuiltInFormats.File or BuiltInFormats.Directory))
            _completed.Add(step);
    }

    /// <summary>Removes the work directories of completed steps; until now other steps may have used files in them.</summary>
    public void Clean()
    {
        foreach (var step in _completed)
        {
            var unneeded = ScratchOf(step) is null ? Path.GetDirectoryName(WorkOf(step))! : WorkOf(step);
            EntryTree.TryDelete(unneeded);
        }
    }

    private TangoException NotAccessible(ExecutionStep step, Exception exception) =>
        step.IsCacheable && _cache is DirectoryStepCache cache ? CacheAccess.NotWritable(Path.GetDirectoryName(cache.PathForStep(step.UniqueId))!, exception)
        : _scratchDirectory is { } scratch ? CacheAccess.StateNotAccessible(scratch, exception)
        : CacheAccess.FilesNotAccessible(step.Name, exception);

    private string? EntryOf(ExecutionStep step) => step.IsCacheable ? _cache.PathForStep(step.UniqueId) : null;

    private string? ScratchOf(ExecutionStep step) => _scratchDirectory is null ? null : Path.Combine(_scratchDirectory, StepFolder.NameOf(step.Name));
}
