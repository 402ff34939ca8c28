using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Graph.Binding;

/// <summary>Paths that must not be opened as files: opening a pipe blocks until another process opens its other end, and reading a device may never end.</summary>
internal static class UnopenableFile
{
    /// <summary>The error that a path cannot be an input file; null if it is a file, or does not exist.</summary>
    /// <param name="path">Full path.</param>
    public static Diagnostic? Find(string path, FileKind kind, DiagnosticSubject subject)
    {
        if (SpecialFile.NameOf(kind) is { } name)
            return Descriptors.InputIsNoFile.Create(subject, path, name);

        return kind == FileKind.Missing && new FileInfo(path).LinkTarget is { } target
            ? Descriptors.InputLinkLeadsNowhere.Create(subject, path, target)
            : null;
    }
}
