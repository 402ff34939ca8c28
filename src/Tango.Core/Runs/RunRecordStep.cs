namespace Tango.Runs;

/// <summary>What is kept of one step of a run.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Reason">Why it ran; null when it did not.</param>
/// <param name="Summary">Its own line about what came out.</param>
internal sealed record RunRecordStep(string Name, string UniqueId, StepState State, TimeSpan Duration, string? Reason, string? Summary);
