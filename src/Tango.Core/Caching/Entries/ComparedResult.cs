using System.Collections.Immutable;
using Tango.Caching.Exports;

namespace Tango.Caching.Entries;

/// <summary>The outcome of comparing a stored result with existing files.</summary>
/// <param name="State">Found if it was compared; missing or corrupt if there was no intact entry.</param>
/// <param name="Files">The full paths of its files, in ordinal order; empty if the result is null.</param>
/// <param name="Differences">The files that differ from the result.</param>
/// <param name="Corruption">If corrupt: what is wrong, and the path of the quarantined entry.</param>
internal sealed record ComparedResult(CacheReadState State, ImmutableArray<string> Files, ImmutableArray<ExportDifference> Differences, string? Corruption = null);
