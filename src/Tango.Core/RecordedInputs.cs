using Tango.IO;

namespace Tango;

/// <summary>
/// The files that the last successful build of a pipeline took in, for an IDE that wants to know whether a build could have anything to do: input files, and those
/// that the same patterns find now.
/// </summary>
internal static class RecordedInputs
{
    /// <summary>The file that every build writes that found something to do and did it: newer than all inputs then, missing while results have to be made anew in every build.</summary>
    /// <param name="stateDirectory">Where the engine keeps what it remembers; a full path.</param>
    public static string OutputFile(string stateDirectory) => new StateFiles(stateDirectory).UpToDate;

    /// <summary>Full paths in ordinal order; none before the first build.</summary>
    /// <param name="stateDirectory">Where the engine keeps what it remembers; a full path.</param>
    /// <param name="cacheDirectory">The directory of the cache; a full path.</param>
    public static IReadOnlyList<string> Read(string stateDirectory, string cacheDirectory)
    {
        var state = new StateFiles(stateDirectory);
        if (UpToDateFile.Read(state.UpToDate, cacheDirectory) is not { } record)
        {
            return [];
        }

        var cache = Path.TrimEndingDirectorySeparator(cacheDirectory) + Path.DirectorySeparatorChar;
        var exports = record.Steps.SelectMany(step => step.ExportedFiles).ToHashSet(StringComparer.Ordinal);
        return [.. record.Files
            .Select(file => file.Path)
            .Where(path => !path.StartsWith(cache, StringComparison.Ordinal) && !exports.Contains(path) && path != state.Pipeline)
            .Concat(record.Globs.SelectMany(glob => Glob.Files(glob.Directory, glob.Pattern)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }
}
