using System.Globalization;

namespace Tango.Execution.Slurm;

/// <summary>The jobs of a cache's steps that the queue had at a moment, found by their folders: a folder is one submission, whatever becomes of ids.</summary>
/// <param name="number">Counts the questions to the queue: a job that was submitted after question n can be missing in answer n.</param>
internal sealed class QueueSnapshot(int number)
{
    private readonly Dictionary<string, SlurmJob> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _live = new(StringComparer.Ordinal);

    /// <summary>The number of the question.</summary>
    public int Number => number;

    /// <summary>How many jobs of the cache's steps wait or run.</summary>
    public int LiveCount => _live.Count;

    /// <summary>Sorts what the queue answered.</summary>
    /// <param name="lists">The folders of the arrays' jobs, by the file with them; files that are not there yet are read and added.</param>
    public static QueueSnapshot From(int number, IReadOnlyList<SlurmJob> jobs, string cacheDirectory, Dictionary<string, string[]> lists)
    {
        var snapshot = new QueueSnapshot(number);
        foreach (var job in jobs)
        {
            if (FolderOf(job, cacheDirectory, lists) is { } folder)
                snapshot.Add(folder, job);
        }

        return snapshot;
    }

    /// <summary>The job of a submission; null if the queue does not know it any more.</summary>
    public SlurmJob? Find(JobFolder folder) => _jobs.GetValueOrDefault(folder.FullPath);

    /// <summary>The folder of the live job that computes a result; null if there is none.</summary>
    public JobFolder? FindLive(string uniqueId) => _live.TryGetValue(uniqueId, out var path) ? new JobFolder(path) : null;

    private void Add(JobFolder folder, SlurmJob job)
    {
        _jobs[folder.FullPath] = job;
        if (job is { IsLive: true, CouldNotStart: false, IsImpossible: false })
            _live.TryAdd(folder.UniqueId, folder.FullPath);
    }

    private static JobFolder? FolderOf(SlurmJob job, string cacheDirectory, Dictionary<string, string[]> lists)
    {
        if (job.Name != JobName.Array)
            return JobFolder.From(job.Comment, cacheDirectory) is { } folder && job.Name == JobName.For(folder.UniqueId) ? folder : null;

        if (job.Id.LastIndexOf('_') is not (> 0 and var mark) || !int.TryParse(job.Id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;

        if (!lists.TryGetValue(job.Comment, out var folders) && (folders = JobFolder.ReadList(job.Comment, cacheDirectory)).Length > 0)
            lists[job.Comment] = folders;

        return index < folders.Length ? JobFolder.From(folders[index], cacheDirectory) : null;
    }
}
