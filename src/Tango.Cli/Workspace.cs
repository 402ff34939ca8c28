using System.Collections.Immutable;
using System.Globalization;
using Tango.Cli.Records;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Cli;

/// <summary>What builds have left in a repository.</summary>
internal sealed class Workspace
{
    // A shorter beginning of a commit names many.
    private const int ShortestPrefix = 4;

    private readonly Dictionary<string, ImmutableArray<IdentityEntry>> _identities = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<RecordFile>> _files;
    private IEnumerator<StepRecord>? _stepsToLearn;

    private Workspace(string folder, string root, string runsDirectory, Action<string> tell)
    {
        Folder = folder;
        Root = root;
        RunsDirectory = runsDirectory;
        _files = new(() => [.. RunRecordFolder.Files(runsDirectory).Select(path => new RecordFile(path, tell))], LazyThreadSafetyMode.None);
    }

    /// <summary>The folder from which it was found.</summary>
    public string Folder { get; }

    /// <summary>The root of the repository.</summary>
    public string Root { get; }

    /// <summary>The directory of the run records.</summary>
    public string RunsDirectory { get; }

    /// <summary>The files of all run records, the newest first.</summary>
    public IReadOnlyList<RecordFile> Files => _files.Value;

    /// <summary>All run records that can be read, the newest first. Each is read when it is asked for, and only once.</summary>
    public IEnumerable<RunRecord> Records => Files.Select(file => file.Record).OfType<RunRecord>();

    /// <summary>The steps in all records, the newest first.</summary>
    public IEnumerable<RecordedStep> Steps => Records.SelectMany(record => record.Steps, (record, step) => new RecordedStep(record, step));

    /// <summary>The builds of all records, the newest first. Their records are read when they are asked for.</summary>
    public IEnumerable<RecordedBuild> Builds => RecordedBuild.Join(Files);

    /// <summary>Finds the workspace of a folder: <c>.tango/runs</c> of the nearest folder upward that is the root of a repository; without one, of the nearest that has it.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="runs">The directory of the run records, if it is another; relative to <paramref name="folder"/>.</param>
    /// <param name="tell">Is told which records cannot be read, as far as they are asked for.</param>
    public static Workspace At(string folder, string? runs = null, Action<string>? tell = null)
    {
        var root = RootAbove(folder);
        return new(folder, root, runs is null ? Path.Combine(root, ".tango", "runs") : Path.GetFullPath(runs, folder), tell ?? (_ => { }));
    }

    /// <summary>The build that a text names: <c>last</c>, its number as <c>tango runs</c> shows it, or the beginning of its commit or id.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public RecordedBuild FindBuild(string text)
    {
        if (Builds.FirstOrDefault() is not { } last)
            throw NoRecord();

        if (text.Equals("last", StringComparison.OrdinalIgnoreCase))
            return last;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Builds.FirstOrDefault(build => build.Number == number) is { } numbered)
            return numbered;

        return (text.Length < ShortestPrefix ? null : Builds.FirstOrDefault(build => build.Id.StartsWith(text, StringComparison.Ordinal) || build.Source?.Commit?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true))
            ?? throw new CliException($"There is no run '{text}'. Write last, a number from 1 (the last) to {Builds.Count()}, or the beginning of a commit, at least 4 characters: tango runs lists them.");
    }

    /// <summary>The build with an id, of records that began after a time; null if there is none.</summary>
    public RecordedBuild? FindBuild(string id, DateTimeOffset began) =>
        RecordedBuild.Join([.. Files.TakeWhile(file => file.Record is null || file.Record.Ended >= began).Where(file => file.Head?.BuildId == id && file.Record?.Started >= began)]).FirstOrDefault();

    /// <summary>Of what an id is made, from the record of the run that computed its result. Empty if there is none.</summary>
    public ImmutableArray<IdentityEntry> IdentityOf(string uniqueId)
    {
        if (_identities.TryGetValue(uniqueId, out var known))
            return known;

        _stepsToLearn ??= Records.SelectMany(record => record.Steps).Where(step => !step.Identity.IsEmpty).GetEnumerator();
        while (_stepsToLearn.MoveNext())
        {
            var step = _stepsToLearn.Current;
            _identities.TryAdd(step.UniqueId, step.Identity);
            if (step.UniqueId == uniqueId)
                return step.Identity;
        }

        return [];
    }

    /// <summary>A step in the record of the run that computed its result; null if there is none any more.</summary>
    public StepRecord? FindComputed(StepRecord step) => step.State == StepState.Ran
        ? step
        : Records.SelectMany(record => record.Steps).FirstOrDefault(other => other.State == StepState.Ran && other.UniqueId == step.UniqueId);

    /// <summary>The error if no build has left a record.</summary>
    public CliException NoRecord() => new($"No build has left a record in '{RunsDirectory}' yet. Build a project with steps first, or name another directory with --runs.");

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
