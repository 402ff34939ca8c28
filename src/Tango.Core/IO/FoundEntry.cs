namespace Tango.IO;

/// <summary>A file, folder or link in a folder.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Kind">Its own kind: links are not followed. Missing if it has been removed, or has a name that .NET cannot represent.</param>
internal sealed record FoundEntry(string Path, FileKind Kind);
