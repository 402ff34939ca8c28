using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Formats.Files;

/// <summary>Explains why a file of a step cannot be stored. Files are checked before anything is stored, and never opened.</summary>
internal static class OutputRefusal
{
    /// <summary>The error about a link.</summary>
    /// <param name="path">The link, full path.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static ResultNotStorableException ForLink(string path, LinkFault fault) => Create(path, $"is a link to '{SymbolicLink.TargetOf(path)}', " + fault switch
    {
        LinkFault.Outside => "which is not part of the output: restored elsewhere, the link would be broken or lead to something else. Copy the target instead of linking to it, or make it a part of the output.",
        LinkFault.Cycle => "which contains the link itself: reading it would never end. Remove the link before the step ends.",
        _ => "which does not exist. Remove the link before the step ends, or create its target.",
    });

    /// <summary>The error about a path that is not a file, directory or link.</summary>
    /// <param name="path">Full path.</param>
    public static ResultNotStorableException ForKind(string path, FileKind kind) => Create(path, kind switch
    {
        FileKind.Pipe => "is a named pipe",
        FileKind.Socket => "is a socket",
        _ => "is a device",
    } + ", which has no content to store. Remove it before the step ends, or create it outside of the output.");

    /// <summary>The error about a name.</summary>
    /// <param name="path">Full path, if it can be decoded.</param>
    public static ResultNotStorableException ForName(string path) => new(Descriptors.FileNameNotUtf8, FileName.Show(path));

    /// <summary>Checks that every system can have a name.</summary>
    /// <param name="path">The file, folder or link, full path: its last name is checked.</param>
    /// <exception cref="ResultNotStorableException">Some cannot.</exception>
    public static void CheckName(string path)
    {
        if (PortableName.FindFault(Path.GetFileName(path)) is { } fault)
            throw Create(SingleLine.From(path), $"has a name that {fault}. Windows does not allow that, so the result could not be restored there. Give it another name.");
    }

    /// <summary>The error about two names that are one on some systems.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="other">The other's full path.</param>
    public static ResultNotStorableException ForTwins(string path, string other) => Create(
        path, $"and '{other}' differ only in case, or in how accents are encoded: Windows and macOS take them for one. Give one of them another name.");

    /// <summary>Checks that a path is a regular file.</summary>
    /// <param name="path">Full path. A link to a file counts as that file.</param>
    /// <exception cref="ResultNotStorableException">It is not a file.</exception>
    public static void CheckFile(string path)
    {
        switch (FileStatus.Read(path).Kind)
        {
            case FileKind.Regular:
                return;
            case FileKind.Missing when FileStatus.ReadLink(path).Kind == FileKind.Link:
                throw ForLink(path, LinkFault.Dangling);
            case FileKind.Missing or FileKind.Directory when FileStatus.ReadLink(path).Kind != FileKind.Link:
                throw new ResultNotStorableException($"there is no file '{path}'. Write the file before the step ends.");
            case FileKind.Directory:
                throw Create(path, $"is a link to the folder '{SymbolicLink.TargetOf(path)}', but the output must be a file. Make its target the output.");
            case var kind:
                throw ForKind(path, kind);
        }
    }

    private static ResultNotStorableException Create(string path, string why) => new(Descriptors.OutputNotStored, $"'{path}' {why}");
}
