using Tango.Cli.Records;
using Tango.Runs;

namespace Tango.Cli;

/// <summary>The run records of the projects of one build.</summary>
internal sealed class RecordedBuild
{
    private RecordedBuild(int number, IReadOnlyList<RunRecord> records)
    {
        Number = number;
        Records = records;
    }

    /// <summary>Its number in the list of builds; the last one is 1.</summary>
    public int Number { get; }

    /// <summary>The id of the build; of one without, that of its only record.</summary>
    public string Id => Records[^1].BuildId ?? Records[^1].Id;

    /// <summary>The records, the one that ended first first.</summary>
    public IReadOnlyList<RunRecord> Records { get; }

    /// <summary>When the first project began; null if that is not recorded.</summary>
    public DateTimeOffset? Started => Records.Min(record => record.Started);

    /// <summary>When the last project ended.</summary>
    public DateTimeOffset Ended => Records[^1].Ended;

    /// <summary>From the start of the first to the end of the last; null if that is not recorded.</summary>
    public TimeSpan? Duration => Ended - Started;

    /// <summary>The commit and the branch; null if they are not known.</summary>
    public SourceState? Source => Records.Select(record => record.Source).FirstOrDefault(source => source is not null);

    /// <summary>All steps, each with the record of its project.</summary>
    public IEnumerable<(RunRecord Record, StepRecord Step)> Steps => Records.SelectMany(record => record.Steps, (record, step) => (record, step));

    /// <summary>How long the cached results once took to compute.</summary>
    public TimeSpan Saved => SavedTime.Of(Steps.Select(entry => entry.Step));

    /// <summary>How long processors worked for its steps; null if that is not known of each.</summary>
    public TimeSpan? CpuTime => StepsThatRan.All(step => step.CpuTime is not null) ? new(StepsThatRan.Sum(step => step.CpuTime!.Value.Ticks)) : null;

    /// <summary>The most memory that one of its steps had, in bytes; null if that is not known of each.</summary>
    public long? PeakMemory => StepsThatRan.Any() && StepsThatRan.All(step => step.PeakMemory is not null) ? StepsThatRan.Max(step => step.PeakMemory) : null;

    /// <summary>How long steps ran, added up.</summary>
    public TimeSpan Ran => Sum(StepState.Ran, step => step.Duration) + Sum(StepState.Failed, step => step.Duration);

    /// <summary>Joins records by their build. Those of other builds may stand between them, and up to a day.</summary>
    /// <param name="files">The newest first.</param>
    /// <returns>The newest first, each read when it is asked for.</returns>
    public static IEnumerable<RecordedBuild> Join(IReadOnlyList<RecordFile> files)
    {
        var number = 0;
        var taken = new HashSet<RecordFile>();
        for (var index = 0; index < files.Count; index++)
        {
            if (!taken.Contains(files[index]) && RecordsOf(files, index, taken) is { Count: > 0 } records)
                yield return new RecordedBuild(++number, records);
        }
    }

    private static IReadOnlyList<RunRecord> RecordsOf(IReadOnlyList<RecordFile> files, int index, HashSet<RecordFile> taken)
    {
        var last = files[index];
        IEnumerable<RecordFile> own = last.Day is { } day && last.Head?.BuildId is { } build
            ? files.Skip(index).Where(file => file.Day is not null).TakeWhile(file => day.DayNumber - file.Day!.Value.DayNumber <= 1).Where(file => file.Head?.BuildId == build && taken.Add(file))
            : [last];
        return [.. own.Select(file => file.Record).OfType<RunRecord>().Reverse()];
    }

    /// <summary>How many steps ended in a state.</summary>
    public int Count(StepState state) => Steps.Count(entry => entry.Step.State == state);

    private IEnumerable<StepRecord> StepsThatRan => Steps.Select(entry => entry.Step).Where(step => step.State is StepState.Ran or StepState.Failed);

    private TimeSpan Sum(StepState state, Func<StepRecord, TimeSpan> time) =>
        new(Steps.Where(entry => entry.Step.State == state).Sum(entry => time(entry.Step).Ticks));
}
