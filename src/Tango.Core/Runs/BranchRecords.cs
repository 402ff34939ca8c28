namespace Tango.Runs;

/// <summary>Finds what a project did on another branch, in records that a build server may have brought from another clone.</summary>
internal static class BranchRecords
{
    /// <summary>The newest record of a project on a branch that was not cancelled, and that has metrics if any of them has; null if there is none.</summary>
    /// <param name="directory">The directory of records; it may not exist.</param>
    /// <param name="project">The full path of the project's file.</param>
    /// <param name="stateDirectory">The engine's state directory of the project and target framework.</param>
    /// <param name="build">The id of the build that asks, which is not compared with itself; null if it has none.</param>
    /// <param name="began">When that build began.</param>
    public static RunRecord? FindLast(string directory, string project, string stateDirectory, string branch, string? build, DateTimeOffset began) => RunRecordFolder.Files(directory, project)
        .Where(path => RunRecordReader.MayContain(path, branch))
        .Select(RunRecordReader.TryRead)
        .OfType<RunRecord>()
        .Where(record => !record.IsCancelled && record.Source?.Branch == branch && IsBefore(record, build, began) && IsSame(record, project, stateDirectory))
        .MaxBy(record => (SharedEnd(record.Project, project), record.Steps.Any(step => step.Metrics.Count > 0)));

    private static bool IsBefore(RunRecord record, string? build, DateTimeOffset began) => record.Ended < began && (build is null || record.BuildId != build);

    // Target framework and configuration; clones may be in different folders.
    private static bool IsSame(RunRecord record, string project, string stateDirectory) => Parts(PathInProject(record.Project, record.StateDirectory)).SequenceEqual(Parts(PathInProject(project, stateDirectory)));

    // How many folders above the files have the same names: in a clone elsewhere those up to its root.
    private static int SharedEnd(string one, string other) => Parts(one).Reverse().Zip(Parts(other).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();

    private static string PathInProject(string project, string path) => FolderOf(project) is var folder && path.StartsWith(folder, StringComparison.Ordinal) ? path[folder.Length..] : path;

    // The clone may have been on another system.
    private static string FolderOf(string file) => file[..(file.AsSpan().LastIndexOfAny('/', '\\') + 1)];

    private static IEnumerable<string> Parts(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
