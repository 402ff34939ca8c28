namespace Tango.Runs;

/// <summary>What is kept of one step of a run.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Duration">How long it ran.</param>
internal sealed record RunRecordStep(string Name, string UniqueId, StepState State, TimeSpan Duration)
{
    /// <summary>Why it ran; null when it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>Its own line about what came out.</summary>
    public string? Summary { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The full path of its log; null when none was kept.</summary>
    public string? Log { get; init; }
}
