using Tango.IO;

namespace Tango;

/// <summary>A file as it was seen.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Stamp">Its stamp.</param>
internal sealed record StampedFile(string Path, FileStamp Stamp);
