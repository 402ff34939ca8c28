namespace Tango.Caching.Exports;

/// <summary>A file that differs from what an export would write.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Path">Its full path.</param>
/// <param name="What">The same in words, as a clause about the file.</param>
internal sealed record ExportDifference(ExportDifferenceKind Kind, string Path, string What);
