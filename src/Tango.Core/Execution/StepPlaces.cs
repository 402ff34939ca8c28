using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Formats;

namespace Tango.Execution;

/// <summary>
/// Where steps keep what is not their result: the log and the work directory. Beside the result where that is stored in a directory; else in a directory of
/// the run's own, by name, so that a step that never gets the same id twice does not leave more behind each time.
/// </summary>
internal sealed class StepPlaces
{
    private readonly StepCache _cache;
    private readonly string? _scratchDirectory;
    private readonly ConcurrentBag<ExecutionStep> _completed = [];

    /// <param name="cache">Where results are stored.</param>
    /// <param name="scratchDirectory">Where everything else goes; null: work goes to the system's temporary directory, and logs nowhere.</param>
    public StepPlaces(StepCache cache, string? scratchDirectory)
    {
        _cache = cache;
        _scratchDirectory = scratchDirectory;
    }

    /// <summary>The full path of a step's log; null when it is not kept.</summary>
    public string? LogOf(ExecutionStep step) =>
        (EntryOf(step) ?? ScratchOf(step)) is { } directory ? Path.Combine(directory, EntryLayout.Log) : null;

    /// <summary>The full path of a step's work directory, which may not exist.</summary>
    public string WorkOf(ExecutionStep step) => Path.Combine(
        EntryOf(step) ?? ScratchOf(step) ?? Path.Combine(Path.GetTempPath(), "tango", step.UniqueId),
        EntryLayout.Work);

    /// <summary>Takes note that a step has completed and needs its work directory no longer.</summary>
    public void Complete(ExecutionStep step)
    {
        // A cache in a directory removes it when it stores the result. Files that are the result stay while somebody may read them.
        if (EntryOf(step) is null && FormatName.Parse(step.Format).Name is not (BuiltInFormats.File or BuiltInFormats.Directory))
        {
            _completed.Add(step);
        }
    }

    /// <summary>Removes the work directories of completed steps; until now other steps may have taken files from them.</summary>
    public void Clean()
    {
        foreach (var step in _completed)
        {
            var unneeded = ScratchOf(step) is null ? Path.GetDirectoryName(WorkOf(step))! : WorkOf(step);
            if (Directory.Exists(unneeded))
            {
                Directory.Delete(unneeded, recursive: true);
            }
        }
    }

    private string? EntryOf(ExecutionStep step) => step.IsStored ? _cache.PathForStep(step.UniqueId) : null;

    private string? ScratchOf(ExecutionStep step) => _scratchDirectory is null ? null : Path.Combine(_scratchDirectory, step.Name);
}
