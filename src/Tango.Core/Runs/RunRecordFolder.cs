using System.Globalization;
using Tango.IO;

namespace Tango.Runs;

/// <summary>The records of runs in a directory (<c>.tango/runs</c>): one JSON file for each run, which is never written again.</summary>
internal static class RunRecordFolder
{
    private const string Extension = ".json";

    /// <summary>Adds a record, and removes the oldest ones of its project, and of others whose files have the same name.</summary>
    /// <param name="directory">The directory; created when needed.</param>
    /// <param name="kept">How many records are kept; 0: all.</param>
    public static void Append(string directory, RunRecord record, int kept)
    {
        Directory.CreateDirectory(directory);
        var time = TimeOf(record.Ended);
        var path = Path.Combine(directory, $"{time}-{Path.GetFileNameWithoutExtension(record.Project)}-{IO.RandomName.Create()}{Extension}");
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            RunRecordWriter.Write(stream, record);

        if (kept > 0)
        {
            foreach (var oldest in Files(directory, record.Project).Skip(kept))
                FileChange.TryDelete(oldest);
        }
    }

    /// <summary>The full paths of all records, the newest first.</summary>
    /// <param name="directory">The directory; it may not exist.</param>
    /// <param name="project">The project's file, or null for all projects. Another project of the same name may be among them.</param>
    public static IEnumerable<string> Files(string directory, string? project = null) => Directory.Exists(directory)
        // Names start with the time.
        ? Directory.GetFiles(directory, "*" + Extension)
            .Where(path => project is null || ProjectOf(path) == Path.GetFileNameWithoutExtension(project))
            .OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
        : [];

    /// <summary>The last record of a project; null if there is none that can be read.</summary>
    /// <param name="directory">The directory; it may not exist.</param>
    /// <param name="stateDirectory">The engine's state directory of the project and target framework.</param>
    public static RunRecord? FindLast(string directory, string project, string stateDirectory) => ReadAll(directory, project, stateDirectory).FirstOrDefault();

    /// <summary>The records of a project that can be read, the newest first. Each is read when it is asked for.</summary>
    /// <param name="directory">The directory; it may not exist.</param>
    /// <param name="stateDirectory">The engine's state directory of the project and target framework.</param>
    public static IEnumerable<RunRecord> ReadAll(string directory, string project, string stateDirectory) => Files(directory, project)
        .Select(RunRecordReader.TryRead)
        .OfType<RunRecord>()
        .Where(record => record.Project == project && record.StateDirectory == stateDirectory);

    /// <summary>The records of all runs that belong to the build of a run, the run among them, in the order of their ends. Only records of the day before and the day after are read.</summary>
    /// <param name="directory">The directory; it may not exist.</param>
    public static IEnumerable<RunRecord> ReadBuildOf(string directory, RunRecord run)
    {
        if (run.BuildId is not { } build)
            return [];

        var (first, last) = (TimeOf(run.Ended.AddDays(-1)), TimeOf(run.Ended.AddDays(1)));
        return Files(directory)
            .Where(path => string.CompareOrdinal(Path.GetFileName(path), first) >= 0 && string.CompareOrdinal(Path.GetFileName(path), last) <= 0)
            .Where(path => RunRecordReader.MayContain(path, build))
            .Select(RunRecordReader.TryRead)
            .OfType<RunRecord>()
            .Where(record => record.BuildId == build)
            .OrderBy(record => record.Ended);
    }

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);

    // Between the time and the random part, which have no hyphens.
    private static string? ProjectOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var (start, end) = (name.IndexOf('-') + 1, name.LastIndexOf('-'));
        return start > 0 && end >= start ? name[start..end] : null;
    }
}
