using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Engine;

/// <summary>
/// The files that a build which runs steps creates for itself in the state directory, so that two builds of one project do not disturb each other. A lock shows that the build
/// is alive; the next build that runs steps removes the files of those that have ended.
/// </summary>
internal sealed class BuildFiles : IDisposable
{
    private const string LockPrefix = "build-";
    private const string PlanPrefix = "plan-";
    private const string ResultsPrefix = "results-";
    private const string StorePrefix = "store-";
    private const string PlanSuffix = ".json";
    private const string StagedPattern = ".????????????????.*";

    // Atomic writes take milliseconds. The file of a write that is not finished is only of this age after a kill.
    private static readonly TimeSpan MaxStagedAge = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly string _name = RandomName.Create();
    private FileLock? _lock;

    /// <param name="directory">Full path of the state directory.</param>
    public BuildFiles(string directory) => _directory = directory;

    /// <summary>The plan during the run. Afterwards it gets its documented name.</summary>
    public string PlanFile => Path.Combine(_directory, PlanPrefix + _name + PlanSuffix);

    /// <summary>The file that names the remote cache for jobs of a cluster; only the user who builds can read it.</summary>
    public string StoreFile => Path.Combine(_directory, StorePrefix + _name + PlanSuffix);

    /// <summary>The folder for results while the cache is read-only. It outlives the build, whose messages and items name files in it; the next build that runs steps removes it.</summary>
    public string Results => Path.Combine(_directory, ResultsPrefix + _name);

    /// <summary>Whether a build of the pipeline runs steps. Changes nothing.</summary>
    /// <param name="directory">Full path of the state directory; it may be missing.</param>
    /// <exception cref="IOException">The files of builds cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static bool IsAnyAlive(string directory) => Directory.Exists(directory)
        && Directory.EnumerateFiles(directory, LockPrefix + "*").Any(path => RandomName.Is(Path.GetFileName(path.AsSpan())[LockPrefix.Length..]) && FileLock.IsTaken(path));

    /// <summary>Called before a build creates any of the files: takes the lock, and removes the files of builds that have ended.</summary>
    /// <exception cref="IOException">The state directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public void Begin()
    {
        if (_lock is not null)
            return;

        try
        {
            // Another build may hold it for a moment, to find out whether this one is alive.
            _lock = FileLock.AcquireAsync(LockOf(_name)).AsTask().GetAwaiter().GetResult();
            Sweep();
        }
        catch (LockNotSupportedException)
        {
            // Without locks it is not known which builds are alive, so nothing is removed.
        }
    }

    /// <summary>Removes the files, but not the results.</summary>
    public void Dispose()
    {
        EntryTree.TryDelete(PlanFile);
        EntryTree.TryDelete(StoreFile);
        _lock?.Dispose();
    }

    private void Sweep()
    {
        var names = Named(LockPrefix, "").Concat(Named(PlanPrefix, PlanSuffix)).Concat(Named(StorePrefix, PlanSuffix)).Concat(Named(ResultsPrefix, "")).ToHashSet(StringComparer.Ordinal);
        names.Remove(_name);
        foreach (var name in names)
        {
            // Null: the build is alive.
            using var ended = FileLock.TryAcquire(LockOf(name));
            if (ended is null)
                continue;

            EntryTree.TryDelete(Path.Combine(_directory, PlanPrefix + name + PlanSuffix));
            EntryTree.TryDelete(Path.Combine(_directory, StorePrefix + name + PlanSuffix));
            EntryTree.TryDelete(Path.Combine(_directory, ResultsPrefix + name));
        }

        foreach (var staged in Directory.EnumerateFiles(_directory, StagedPattern))
        {
            if (File.GetLastWriteTimeUtc(staged) < DateTime.UtcNow - MaxStagedAge)
                EntryTree.TryDelete(staged);
        }
    }

    private IEnumerable<string> Named(string prefix, string suffix) => Directory.EnumerateFileSystemEntries(_directory, $"{prefix}*{suffix}")
        .Select(path => Path.GetFileName(path)[prefix.Length..^suffix.Length])
        .Where(name => name.Length == _name.Length);

    private string LockOf(string name) => Path.Combine(_directory, LockPrefix + name);
}
