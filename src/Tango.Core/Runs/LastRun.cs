namespace Tango.Runs;

/// <summary>What is remembered of a step's last run.</summary>
/// <param name="UniqueId">Its unique id then.</param>
/// <param name="State">What became of it.</param>
internal sealed record LastRun(string UniqueId, StepState State)
{
    /// <summary>The fingerprint of its code; null when a version stood for it.</summary>
    public string? CodeFingerprint { get; init; }
}
