using System.Collections.Immutable;
using Tango.Diagnostics;

namespace Tango.Engine.Verification;

/// <summary>What became of results that were computed again.</summary>
internal sealed record VerificationOutcome
{
    /// <summary>The number of results that are as they were.</summary>
    public int EqualCount { get; init; }

    /// <summary>The number of results that differ.</summary>
    public int DifferentCount { get; init; }

    /// <summary>The number of steps that failed, also those that only other steps need.</summary>
    public int FailedCount { get; init; }

    /// <summary>The number of steps whose results were not compared, and that did not fail.</summary>
    public int OthersCount { get; init; }

    /// <summary>All errors and warnings.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];
}
