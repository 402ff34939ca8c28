using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Tango.Runs;

/// <summary>
/// Something that happened in a run. One stream of events serves the MSBuild log, the text file, the run record and the reports;
/// between processes it travels as JSON lines (<see cref="RunEventJson"/>).
/// </summary>
/// <remarks>Later versions may add events, and properties of events: an observer ignores what it does not know.</remarks>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>A run begins.</summary>
    public sealed record RunStarted : RunEvent
    {
        /// <summary>The full path of the project's file; null in code.</summary>
        public string? Project { get; init; }

        /// <summary>How many steps are to run.</summary>
        public required int RunCount { get; init; }

        /// <summary>The names of the steps whose results are needed and in the cache, each after those it depends on.</summary>
        public IReadOnlyList<string> CachedSteps { get; init; } = [];

        /// <summary>The names of the steps that are to run, each with the names of those among them that it needs.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<string>> StepsToRun { get; init; } = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

        /// <summary>Whether only steps run whose results are never cached, as in every run: nothing has changed.</summary>
        public bool HasNoChanges { get; init; }
    }

    /// <summary>The plan of a run has something to warn of.</summary>
    public sealed record PlanWarned : RunEvent
    {
        /// <summary>The step's name; empty when the warning is about no single step.</summary>
        public required string Step { get; init; }

        /// <summary>The diagnostic's code, e.g. <c>TANGO0303</c>.</summary>
        public required string Code { get; init; }

        /// <summary>Finished text.</summary>
        public required string Message { get; init; }
    }

    /// <summary>A step's result came from the remote cache.</summary>
    public sealed record StepFetched : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>How many bytes came.</summary>
        public required long Size { get; init; }

        /// <summary>How long it took.</summary>
        public required TimeSpan Duration { get; init; }
    }

    /// <summary>A step became a job of a cluster, or the job of another build that computes its result was found. It starts when the cluster has room for it.</summary>
    public sealed record StepSubmitted : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>The job's id, as the cluster shows it.</summary>
        public required string Job { get; init; }

        /// <summary>Whether this build leaves it to the cluster and to later builds.</summary>
        public bool IsLeft { get; init; }
    }

    /// <summary>A step begins.</summary>
    public sealed record StepStarted : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>The full path of its log; null if it has none.</summary>
        public string? LogPath { get; init; }

        /// <summary>Why it runs, in words; null when that is not known.</summary>
        public string? Reason { get; init; }

        /// <summary>The id of its span in the trace of the build, 16 hexadecimal digits; null if none is made.</summary>
        public string? SpanId { get; init; }
    }

    /// <summary>A step waits for another process that computes the same result, or writes to the same path.</summary>
    public sealed record StepWaiting : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>The full path that the other build writes to; null if it computes the same result.</summary>
        public string? Path { get; init; }
    }

    /// <summary>A step asks whether the remote cache has the result of an earlier step that used the same: the id of a step above it has changed, and its result may not have.</summary>
    public sealed record EarlierResultWanted : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>The key of early cut-off: that of an entry with the same is equal.</summary>
        public required string Key { get; init; }
    }

    /// <summary>A step logged something.</summary>
    public sealed record StepLogged : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>How important it is.</summary>
        public required StepLogLevel Level { get; init; }

        /// <summary>One or more lines.</summary>
        public required string Text { get; init; }

        /// <summary>The code of a warning of Tango about the step, e.g. <c>TANGO0222</c>; null for what the step itself logs.</summary>
        public string? Code { get; init; }
    }

    /// <summary>An attempt of a step failed, and another one follows.</summary>
    public sealed record StepRetried : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>How many attempts have failed.</summary>
        public required int FailedAttempts { get; init; }
    }

    /// <summary>A step made progress. Events come at most ten times a second for each step.</summary>
    public sealed record StepProgressed : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>From 0 to 1; null when the end is not known.</summary>
        public double? Fraction { get; init; }

        /// <summary>What it is at, e.g. <c>epoch 3 of 50</c>; null when it does not say.</summary>
        public string? Text { get; init; }
    }

    /// <summary>A step's result is available: it ran, or an equal step of this run or another process computed it.</summary>
    public sealed record StepCompleted : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary><see cref="StepState.Ran"/> or <see cref="StepState.Cached"/>.</summary>
        public required StepState State { get; init; }

        /// <summary>How long it ran; zero when it did not.</summary>
        public TimeSpan Duration { get; init; }

        /// <summary>How long processors worked for it; null when that is not known exactly.</summary>
        public TimeSpan? CpuTime { get; init; }

        /// <summary>The most memory that it had at any time, in bytes; null when that is not known exactly.</summary>
        public long? PeakMemory { get; init; }

        /// <summary>Its own line about what came out; null when it gave none.</summary>
        public string? Summary { get; init; }

        /// <summary>Its metrics, in ordinal order of their names.</summary>
        public ImmutableSortedDictionary<string, double> Metrics { get; init; } = StepMetrics.None;

        /// <summary>The size of the stored result in bytes; null if it is not cached.</summary>
        public long? ResultSize { get; init; }

        /// <summary>The name of the equal step of this run that computed the result; null if the step itself or another process did.</summary>
        public string? SameAs { get; init; }

        /// <summary>The unique id of the earlier result that it takes over, because no result that it uses has changed; null if it takes over none.</summary>
        public string? TakenFrom { get; init; }
    }

    /// <summary>A step's result was stored in the remote cache.</summary>
    public sealed record StepPushed : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>How many bytes were sent.</summary>
        public required long Size { get; init; }

        /// <summary>How long it took.</summary>
        public required TimeSpan Duration { get; init; }
    }

    /// <summary>A step failed.</summary>
    public sealed record StepFailed : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The step's unique id.</summary>
        public required string UniqueId { get; init; }

        /// <summary>How long it ran.</summary>
        public TimeSpan Duration { get; init; }

        /// <summary>How long processors worked for it; null when that is not known exactly.</summary>
        public TimeSpan? CpuTime { get; init; }

        /// <summary>The most memory that it had at any time, in bytes; null when that is not known exactly.</summary>
        public long? PeakMemory { get; init; }

        /// <summary>The diagnostic's code, e.g. <c>TANGO0201</c>.</summary>
        public required string Code { get; init; }

        /// <summary>What went wrong, finished text.</summary>
        public required string Message { get; init; }

        /// <summary>The full path of its log; null if it has none.</summary>
        public string? LogPath { get; init; }

        /// <summary>The file of the author's code in which it happened, as the compiler recorded it; null when that is not known.</summary>
        public string? SourceFile { get; init; }

        /// <summary>The line in that file, counted from 1; 0 when it is not known.</summary>
        public int SourceLine { get; init; }
    }

    /// <summary>A step cannot run.</summary>
    public sealed record StepBlocked : RunEvent
    {
        /// <summary>The step's name.</summary>
        public required string Step { get; init; }

        /// <summary>The name of the failed step that it needs.</summary>
        public required string BlockingStep { get; init; }
    }

    /// <summary>A cache entry that a step uses is missing, or was corrupt and was quarantined. It is computed again.</summary>
    public sealed record EntryMissing : RunEvent
    {
        /// <summary>The name of the step whose result it was.</summary>
        public required string Step { get; init; }

        /// <summary>The entry's key.</summary>
        public required string UniqueId { get; init; }

        /// <summary>The corruption; null if the entry is missing.</summary>
        public string? Corruption { get; init; }

        /// <summary>Whether it was modified while several steps used it, so that it is unknown which step did it.</summary>
        public bool IsContested { get; init; }
    }

    /// <summary>The worker process printed something that is not an event: native code, or code outside any step.</summary>
    public sealed record StrayOutput : RunEvent
    {
        /// <summary>A line.</summary>
        public required string Text { get; init; }
    }

    /// <summary>A run ends.</summary>
    public sealed record RunFinished : RunEvent
    {
        /// <summary>How many steps ran to their end.</summary>
        public required int RanCount { get; init; }

        /// <summary>How many steps failed.</summary>
        public required int FailedCount { get; init; }

        /// <summary>How many steps could not run because one that they need failed.</summary>
        public required int BlockedCount { get; init; }

        /// <summary>How long the run took.</summary>
        public required TimeSpan Duration { get; init; }

        /// <summary>Whether it was cancelled.</summary>
        public bool IsCancelled { get; init; }
    }
}
