using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Engine.UpToDate;

/// <summary>
/// The record of a build after which everything was up to date: a digest of the request, and the stamps of every file that was read. With it the next build need not read types,
/// build the graph and compute ids again.
/// </summary>
/// <remarks>
/// Only classes and arrays: a generic collection of structs would be compiled again in every process that builds, and compiling is most of the cost of an up-to-date check.
/// </remarks>
/// <param name="Digest">The SHA-256 of the request, 32 bytes.</param>
/// <param name="Files">Files whose stamps must be the same: assemblies, input files, results, exports.</param>
/// <param name="Globs">Patterns that must find the same files.</param>
/// <param name="Steps">The outcome of every step: cached, or skipped because it was not needed.</param>
/// <param name="Warnings">The warnings that every build reports as long as nothing changes.</param>
internal sealed record UpToDateRecord(
    byte[] Digest,
    StampedFiles Files,
    StampedGlob[] Globs,
    StepOutcome[] Steps,
    Diagnostic[] Warnings)
{
    /// <summary>Compares the entries in the cache with those that this build found there.</summary>
    /// <param name="cacheDirectory">The directory of the cache, full path.</param>
    public RecordedEntries ReadEntries(string cacheDirectory)
    {
        var cache = Path.TrimEndingDirectorySeparator(cacheDirectory) + Path.DirectorySeparatorChar;
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var files = new Dictionary<string, StampedFiles>(StringComparer.Ordinal);
        foreach (var entry in Files.FoldersIn(cacheDirectory))
        {
            if (entry.Files.AreUnchanged())
                files[entry.Name] = entry.Files;
            else
                touched.Add(entry.Name);
        }

        // Equal steps share an entry, which is recorded for each.
        foreach (var uniqueId in touched)
            files.Remove(uniqueId);

        var untouched = new Dictionary<string, EntryLook>(StringComparer.Ordinal);
        foreach (var step in Steps)
        {
            if (step.State == StepState.Cached && step.Path.StartsWith(cache, StringComparison.Ordinal) && files.ContainsKey(step.UniqueId))
                untouched[step.UniqueId] = UnchangedEntry(step);
        }

        return new RecordedEntries(touched, untouched, files);
    }

    // The fingerprint of its code is not known.
    private static EntryLook UnchangedEntry(StepOutcome step) => new(CacheReadState.Found)
    {
        Summary = step.Summary,
        Metrics = step.Metrics,
        Size = step.ResultSize ?? 0,
        Cost = step.Cost,
    };
}
