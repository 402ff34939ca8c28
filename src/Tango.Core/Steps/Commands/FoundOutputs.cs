namespace Tango.Steps.Commands;

/// <summary>The existing files and folders of an output of a command; full paths in ordinal order.</summary>
/// <param name="Files">Files, links, and everything else that is not a folder.</param>
/// <param name="Folders">The folders that belong to it: none for a single file.</param>
internal sealed record FoundOutputs(IReadOnlyList<string> Files, IReadOnlyList<string> Folders)
{
    /// <summary>No files and folders.</summary>
    public static FoundOutputs None { get; } = new([], []);
}
