namespace Tango.Benchmarks.Generated;

/// <summary>An item of a long sequence.</summary>
internal sealed record LargeRecord(int Number, string Name, double Value);
