using Tango.IO;

namespace Tango.Steps.Memo;

/// <summary>A file that was looked at.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Stamp">Its stamp before it was read.</param>
/// <param name="Mvid">Its module version id; empty when it did not exist or is no managed assembly.</param>
internal sealed record RememberedFile(string Path, FileStamp Stamp, Guid Mvid);
