namespace Tango.Execution;

/// <summary>An input file as it was when the step's id was made of it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenTicks">Time of last writing, UTC ticks.</param>
/// <param name="FileId">Which file it is; 0 where that is not known.</param>
internal sealed record StampedInput(string Path, long Size, long WrittenTicks, long FileId);
