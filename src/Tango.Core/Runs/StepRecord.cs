using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Runs;

/// <summary>What a run record says of one step.</summary>
internal sealed record StepRecord
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its unique id; empty in old records of steps that were blocked.</summary>
    public required string UniqueId { get; init; }

    /// <summary>Its outcome.</summary>
    public required StepState State { get; init; }

    /// <summary>The full name of its type; null in old records.</summary>
    public string? Type { get; init; }

    /// <summary>When it started; null if it did not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it ran; zero if it did not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How long processors worked for it; null if that is not known exactly, or it did not run.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The most memory that it had at any time, in bytes; null if that is not known exactly, or it did not run.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>The lane in which it ran, from 0: steps of one lane ran one after another. Null if it did not run.</summary>
    public int? Lane { get; init; }

    /// <summary>The id of its span; null if none was made.</summary>
    public string? SpanId { get; init; }

    /// <summary>How many attempts failed before the last one.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How long the run took that computed the result: for a cached step, the time that the cache has saved.</summary>
    public TimeSpan Cost { get; init; }

    /// <summary>The size of the stored result in bytes; null if it is not stored.</summary>
    public long? ResultSize { get; init; }

    /// <summary>How many bytes came from the remote cache; null if it was not fetched.</summary>
    public long? FetchedSize { get; init; }

    /// <summary>How many bytes went to the remote cache; null if it was not pushed.</summary>
    public long? PushedSize { get; init; }

    /// <summary>Why it ran, in words; null if it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>Its own line about what came out; null if it gave none.</summary>
    public string? Summary { get; init; }

    /// <summary>Its metrics.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = StepMetrics.None;

    /// <summary>The code of its error; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Its error; null if there is none.</summary>
    public string? Error { get; init; }

    /// <summary>The file of the author's code in which it failed; null if that is not known.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The line in that file, from 1; null if it is not known.</summary>
    public int? SourceLine { get; init; }

    /// <summary>The full path of its log; null if there is none.</summary>
    public string? Log { get; init; }

    /// <summary>The full paths of the files that its result was exported to, and of a command's outputs.</summary>
    public ImmutableArray<string> Exports { get; init; } = [];

    /// <summary>The names of the steps that it needs.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>What its unique id is made of, if it ran; else empty: the record of the run that computed the result has it, and the entry in the cache.</summary>
    public ImmutableArray<IdentityEntry> Identity { get; init; } = [];
}
