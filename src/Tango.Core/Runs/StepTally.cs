namespace Tango.Runs;

/// <summary>What became of one step of a run.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Summary">Its own line about what came out.</param>
internal sealed record StepTally(StepState State, TimeSpan Duration, string? Summary)
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The full path of its log; null when none is kept.</summary>
    public string? Log { get; init; }
}
