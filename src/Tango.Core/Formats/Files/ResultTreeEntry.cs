using Tango.IO;

namespace Tango.Formats.Files;

/// <summary>A file, folder or link that a step wrote.</summary>
/// <param name="Name">Its path below the root, with <c>/</c>.</param>
/// <param name="Path">Full path.</param>
/// <param name="Kind">Regular, directory or link.</param>
/// <param name="LinkTarget">The target of a link, relative to its own folder; otherwise null.</param>
internal sealed record ResultTreeEntry(string Name, string Path, FileKind Kind, string? LinkTarget);
