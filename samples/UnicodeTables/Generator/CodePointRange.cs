namespace UnicodeTables.Generator;

/// <summary>Neighbouring code points that have one value of a property.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; the same when it is only one.</param>
/// <param name="Value">The value.</param>
public sealed record CodePointRange(int First, int Last, string Value);
