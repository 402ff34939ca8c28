using Tango.IO;

namespace Tango.Engine.UpToDate;

/// <summary>
/// The input files of the last successful build of a pipeline, for the up-to-date check of an IDE: those that were read, and those that the same patterns find now. Optional
/// files that do not exist are left out: an IDE would report them as missing.
/// </summary>
internal static class RecordedInputs
{
    /// <summary>
    /// A file that is written by every build that had something to do and succeeded. It is newer than all inputs then, and missing as long as every build has to compute results
    /// again.
    /// </summary>
    /// <param name="stateDirectory">The engine's state directory; a full path.</param>
    public static string OutputFile(string stateDirectory) => new StateFiles(stateDirectory).UpToDate;

    /// <summary>Full paths in ordinal order; none before the first build.</summary>
    /// <param name="stateDirectory">The engine's state directory; a full path.</param>
    /// <param name="cacheDirectory">The directory of the cache; a full path.</param>
    public static IReadOnlyList<string> Read(string stateDirectory, string cacheDirectory)
    {
        var state = new StateFiles(stateDirectory);
        if (UpToDateFile.Read(state.UpToDate) is not { } record)
            return [];

        var cache = Path.TrimEndingDirectorySeparator(cacheDirectory) + Path.DirectorySeparatorChar;
        var exports = record.Steps.SelectMany(step => step.ExportedFiles).ToHashSet(StringComparer.Ordinal);
        return [.. record.Files.ToList()
            .Where(file => file.Stamp.Exists)
            .Select(file => file.Path)
            .Where(path => !path.StartsWith(cache, StringComparison.Ordinal) && !exports.Contains(path) && path != state.Pipeline)
            .Concat(record.Globs.SelectMany(glob => Glob.Files(glob.Directory, glob.Pattern)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }
}
