using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>A path in an entry with its stamp.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Stamp">Its stamp; that of a directory changes when files are added or removed.</param>
internal sealed record StampedPath(string Path, FileStamp Stamp);
