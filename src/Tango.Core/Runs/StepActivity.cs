using Tango.IO;

namespace Tango.Runs;

/// <summary>What a run did for a step, and when.</summary>
internal sealed record StepActivity
{
    /// <summary>When it started, the last time; null if it did not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The lowest number, from 0, that no step had that ran at the same time; null if it did not start.</summary>
    public int? Lane { get; init; }

    /// <summary>The id of its span, the last time; null if none was made.</summary>
    public string? SpanId { get; init; }

    /// <summary>How many attempts have failed and were followed by another.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>What it took, the last time.</summary>
    public ResourceUsage Usage { get; init; } = ResourceUsage.Unknown;

    /// <summary>The code of its error; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The file of the author's code in which it failed; null if that is not known.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The line in that file, from 1; 0 if it is not known.</summary>
    public int SourceLine { get; init; }

    /// <summary>How many bytes of its result came from the remote cache; null if it was not fetched.</summary>
    public long? FetchedSize { get; init; }

    /// <summary>How many bytes of its result went to the remote cache; null if it was not pushed.</summary>
    public long? PushedSize { get; init; }
}
