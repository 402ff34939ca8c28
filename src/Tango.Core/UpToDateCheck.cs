using Tango.IO;

namespace Tango;

/// <summary>
/// The short way through an up-to-date build: when what was asked for has the same digest as last time and every file that mattered has the same stamp, the answer
/// is the same. Reads one file, looks at the others, computes no id, parses no argument.
/// </summary>
internal static class UpToDateCheck
{
    /// <summary>What became of each step and what to warn of, if everything is as it was left; null when the long way must be taken.</summary>
    /// <param name="state">What the engine remembers of the project.</param>
    /// <param name="cacheDirectory">The directory of the cache, full path.</param>
    /// <param name="digest">A digest of everything that is asked for, 32 bytes.</param>
    public static PipelineResult? Confirm(StateFiles state, string cacheDirectory, byte[] digest) =>
        UpToDateFile.Read(state.UpToDate, cacheDirectory) is { } record && record.Digest.AsSpan().SequenceEqual(digest) && IsUnchanged(record)
            ? new PipelineResult(record.Steps, record.Warnings, IsUpToDate: true, IsCancelled: false)
            : null;

    /// <summary>The unique ids of entries that somebody has touched since the last build: worth a closer look.</summary>
    /// <param name="state">What the engine remembers of the project.</param>
    /// <param name="cacheDirectory">The directory of the cache, full path.</param>
    public static IEnumerable<string> TouchedEntries(StateFiles state, string cacheDirectory)
    {
        var cache = Path.TrimEndingDirectorySeparator(cacheDirectory) + Path.DirectorySeparatorChar;
        return (UpToDateFile.Read(state.UpToDate, cacheDirectory)?.Files ?? [])
            .Where(file => file.Path.StartsWith(cache, StringComparison.Ordinal) && FileStamp.Of(file.Path) != file.Stamp)
            .Select(file => file.Path[cache.Length..].Split(Path.DirectorySeparatorChar)[0])
            .Distinct(StringComparer.Ordinal);
    }

    private static bool IsUnchanged(UpToDateRecord record)
    {
        foreach (var file in record.Files)
        {
            if (FileStamp.Of(file.Path) != file.Stamp)
            {
                return false;
            }
        }

        return record.Globs.Length == 0 || AreUnchanged(record.Globs);
    }

    private static bool AreUnchanged(StampedGlob[] globs)
    {
        foreach (var glob in globs)
        {
            if (string.Join('\n', Glob.Files(glob.Directory, glob.Pattern)) != glob.Found)
            {
                return false;
            }
        }

        return true;
    }
}
