using Tango.Runs;

namespace Tango.Cli;

/// <summary>What builds have left in a repository.</summary>
internal sealed class Workspace
{
    // A shorter beginning of a commit names many.
    private const int ShortestPrefix = 4;

    private readonly Lazy<IReadOnlyList<RunRecord>> _records;

    private Workspace(string root, string runsDirectory)
    {
        Root = root;
        RunsDirectory = runsDirectory;
        _records = new(() => [.. RunRecordFolder.Files(runsDirectory).Select(RunRecordReader.TryRead).OfType<RunRecord>()]);
    }

    /// <summary>The root of the repository.</summary>
    public string Root { get; }

    /// <summary>The directory of the run records.</summary>
    public string RunsDirectory { get; }

    /// <summary>All run records, the newest first.</summary>
    public IReadOnlyList<RunRecord> Records => _records.Value;

    /// <summary>The builds of all records, the newest first.</summary>
    public IReadOnlyList<RecordedBuild> Builds => field ??= RecordedBuild.Join(Records);

    /// <summary>Finds the workspace of a folder: <c>.tango/runs</c> of the nearest folder upward that is the root of a repository; without one, of the nearest that has it.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="runs">The directory of the run records, if it is another; relative to <paramref name="folder"/>.</param>
    public static Workspace At(string folder, string? runs = null)
    {
        var root = RootAbove(folder);
        return new(root, runs is null ? Path.Combine(root, ".tango", "runs") : Path.GetFullPath(runs, folder));
    }

    /// <summary>The build that a text names: <c>last</c>, its number as <c>tango runs</c> shows it, or the beginning of its commit or id.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public RecordedBuild FindBuild(string text)
    {
        if (Builds.Count == 0)
            throw new CliException($"No build has left a record in '{RunsDirectory}' yet. Build a project with steps first, or name another directory with --runs.");

        if (text.Equals("last", StringComparison.OrdinalIgnoreCase))
            return Builds[0];

        if (int.TryParse(text, out var number) && number <= Builds.Count && number > 0)
            return Builds[number - 1];

        return (text.Length < ShortestPrefix ? null : Builds.FirstOrDefault(build => build.Id.StartsWith(text, StringComparison.Ordinal) || build.Source?.Commit?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true))
            ?? throw new CliException($"There is no run '{text}'. Write last, a number from 1 (the last) to {Builds.Count}, or the beginning of a commit, at least 4 characters: tango runs lists them.");
    }

    // As the targets of the package find it; without git they take the project's folder, which is not known here.
    private static string RootAbove(string folder) =>
        FindAbove(folder, parent => File.Exists(Path.Combine(parent, ".git")) || File.Exists(Path.Combine(parent, ".git", "HEAD")))
        ?? FindAbove(folder, parent => Directory.Exists(Path.Combine(parent, ".tango")))
        ?? folder;

    private static string? FindAbove(string folder, Predicate<string> isRoot)
    {
        var parent = folder;
        while (parent is not null && !isRoot(parent))
            parent = Path.GetDirectoryName(parent);

        return parent;
    }
}
