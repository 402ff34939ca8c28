using System.Collections.Immutable;

namespace Tango.Caching;

/// <summary>What came of making a stored result available elsewhere.</summary>
/// <param name="State">Found when it is there now; missing or damaged when there was no sound entry.</param>
/// <param name="Files">The full paths of its files, changed or not, in ordinal order; empty when the result is null.</param>
/// <param name="Changed">How many of them were written; the others had the same content already and are untouched.</param>
/// <param name="Damage">When damaged: what was found wrong, and where the entry was put.</param>
public sealed record ExportedResult(CacheReadState State, ImmutableArray<string> Files, int Changed = 0, string? Damage = null);
