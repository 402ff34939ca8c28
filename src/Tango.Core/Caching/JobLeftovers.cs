using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Removes what jobs of a cluster were given and have reported, when nobody needs it any more: builds that were killed, and detached ones, leave it.</summary>
internal static class JobLeftovers
{
    // A job may wait in a queue for weeks, and needs its plan then.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    /// <summary>Removes it.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    public static void TryRemove(string cacheDirectory, DateTimeOffset now)
    {
        var jobs = new DirectoryInfo(Path.Combine(cacheDirectory, EntryLayout.Jobs));
        if (jobs is not { Exists: true, LinkTarget: null })
            return;

        foreach (var step in jobs.GetDirectories().Where(step => step.LinkTarget is null))
        {
            var isStored = EntryMetadataFile.Exists(Path.Combine(cacheDirectory, step.Name));
            TryRemoveOf(step.FullName, submission => isStored || IsOld(submission, now));
            EmptyFolders.TryDeleteOne(step.FullName);
        }

        foreach (var list in jobs.GetFiles().Where(list => IsOld(list, now)))
            EntryTree.TryDelete(list.FullName);
    }

    /// <summary>Removes it for one step. The folder of the step stays: another build may just be submitting it.</summary>
    /// <param name="step">Full path of the folder with the submissions of the step; it may be missing.</param>
    /// <param name="isLeft">Whether nobody needs the folder of a submission any more.</param>
    public static void TryRemoveOf(string step, Func<DirectoryInfo, bool> isLeft)
    {
        var folder = new DirectoryInfo(step);
        if (!folder.Exists)
            return;

        foreach (var submission in folder.GetDirectories().Where(isLeft))
            EntryTree.TryDelete(submission.FullName);
    }

    private static bool IsOld(FileSystemInfo file, DateTimeOffset now) => file.LastWriteTimeUtc < now - Longest;
}
