using System.Collections.Immutable;

namespace Tango.Execution.Running;

/// <summary>What a step told about its result.</summary>
/// <param name="Summary">Its own line about what came out; null if it gave none.</param>
/// <param name="ResultSize">The size of the stored result in bytes; null if it is not cached.</param>
internal sealed record StepReport(string? Summary, ImmutableSortedDictionary<string, double> Metrics, long? ResultSize);
