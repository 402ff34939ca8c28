using System.Globalization;
using System.Text;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Execution.Plans;
using Tango.IO;

namespace Tango.Execution.Slurm;

/// <summary>
/// The files of one submission, which this machine and the node share: <c>CACHE/.jobs/UNIQUE ID/RANDOM/</c>. The job's comment names the folder, so another build finds it by the
/// queue. A job that is requeued after its node was lost writes to new files, as the last lines of the old ones may be half.
/// </summary>
/// <param name="FullPath">Full path.</param>
internal sealed record JobFolder(string FullPath)
{
    private const int MaxAttempts = 3;

    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    /// <summary>The unique id of its step.</summary>
    public string UniqueId => Path.GetFileName(Path.GetDirectoryName(FullPath)!);

    /// <summary>The plan that the job carries out.</summary>
    public string PlanFile => Path.Combine(FullPath, "plan.json");

    /// <summary>For logs and work directories of steps whose results are not cached.</summary>
    public string Scratch => Path.Combine(FullPath, "steps");

    /// <summary>The log of a step that failed on a node with a file system of its own.</summary>
    public string Log => Path.Combine(FullPath, EntryLayout.Log);

    /// <summary>The file with the events of an attempt.</summary>
    /// <param name="attempt">0, and one more for each time that Slurm started the job again.</param>
    public string EventsOf(int attempt) => FileOf("events", attempt);

    /// <summary>The file with what an attempt printed.</summary>
    public string OutputOf(int attempt) => FileOf("output", attempt);

    /// <summary>Makes a folder with a plan in it.</summary>
    /// <param name="cacheDirectory">The directory of the cache.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static JobFolder Create(string cacheDirectory, string uniqueId, Func<JobFolder, ExecutionPlan> plan)
    {
        var folder = new JobFolder(Path.Combine(RootIn(cacheDirectory), uniqueId, RandomName.Create()));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                folder.Fill(cacheDirectory, plan(folder));
                return folder;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && attempt < MaxAttempts)
            {
                // Another build has the result just now, and has removed the folders of all submissions.
            }
        }
    }

    /// <summary>The folder of all jobs over a cache.</summary>
    public static string RootIn(string cacheDirectory) => Path.Combine(cacheDirectory, EntryLayout.Jobs);

    /// <summary>The folder that a job's comment names; null if it is not one of this cache.</summary>
    public static JobFolder? From(string comment, string cacheDirectory) => PathComparison.IsIn(comment, RootIn(cacheDirectory)) && Directory.Exists(comment) ? new JobFolder(comment) : null;

    /// <summary>Removes it, and the folder of its step if that is empty then.</summary>
    public void TryDelete()
    {
        EntryTree.TryDelete(FullPath);
        EmptyFolders.TryDeleteOne(Path.GetDirectoryName(FullPath)!);
    }

    /// <summary>Removes the folders of all submissions of a step whose result is in the cache: a job that finds no folder has nothing to do.</summary>
    public static void TryDeleteAll(string cacheDirectory, string uniqueId) => EntryTree.TryDelete(Path.Combine(RootIn(cacheDirectory), uniqueId));

    /// <summary>Removes what earlier submissions of a step have left. Another build may just be submitting the step, so only old folders are left ones.</summary>
    /// <param name="isLive">Whether the queue has a job with a folder.</param>
    public static void TryDeleteLeft(string cacheDirectory, string uniqueId, Func<JobFolder, bool> isLive, DateTimeOffset now) =>
        JobLeftovers.TryRemoveOf(Path.Combine(RootIn(cacheDirectory), uniqueId), left => left.LastWriteTimeUtc < now - Keep && !isLive(new JobFolder(left.FullName)));

    /// <summary>Writes the list of the folders of an array's jobs, one a line.</summary>
    /// <returns>Its full path.</returns>
    public static string WriteList(string cacheDirectory, IEnumerable<JobFolder> folders)
    {
        var path = Path.Combine(RootIn(cacheDirectory), $"{JobName.Array}.{RandomName.Create()}");
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(folders.Select(folder => folder.FullPath + "\n"))), isDurable: false);
        return path;
    }

    /// <summary>Reads such a list; empty if it is not one of this cache, or gone, as after the last job of its array.</summary>
    public static string[] ReadList(string path, string cacheDirectory)
    {
        try
        {
            return PathComparison.IsIn(path, RootIn(cacheDirectory)) && File.Exists(path) ? SharedReading.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (IOException)
        {
            // Removed just now, or the file system is late: the next answer of the queue is read with it again.
            return [];
        }
    }

    private void Fill(string cacheDirectory, ExecutionPlan plan)
    {
        OwnFolders.Create(cacheDirectory, Path.GetDirectoryName(FullPath)!);

        // What a job prints is not masked, so it is for its user alone.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(FullPath);
        else
            Directory.CreateDirectory(FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        ExecutionPlanFile.Write(PlanFile, plan, isDurable: false);
    }

    private string FileOf(string name, int attempt) => Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"{name}.{attempt}"));
}
