using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>The place in the clone that an error or a warning is shown at: in the author's code if it happened there, else where the step is declared.</summary>
/// <param name="root">The folder of the clone; null if it is not known.</param>
/// <param name="projectDirectory">The folder of the project.</param>
internal sealed class SourcePlaces(string? root, string projectDirectory)
{
    // Deterministic builds record the root of the repository as this.
    private const string MappedRoot = "/_/";

    /// <summary>The place of a position in code; null if its file is not in the clone.</summary>
    public string? FileOf(SourceFrame frame)
    {
        if (!frame.File.StartsWith(MappedRoot, StringComparison.Ordinal))
            return Path.IsPathFullyQualified(frame.File) && File.Exists(frame.File) ? InClone(frame.File) : null;

        var rest = frame.File[MappedRoot.Length..];
        for (var folder = projectDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, rest)))
                return InClone(Path.GetFullPath(rest, folder));

            if (folder == root)
                break;
        }

        return null;
    }

    /// <summary>The place of an error or a warning for people, relative to the clone: <c>src/Steps.cs:71</c>.</summary>
    /// <param name="position">Where its subject is declared.</param>
    public string Show(Diagnostic diagnostic, SourcePosition position, string projectFile)
    {
        var (file, line) = diagnostic.Frame is { } frame && FileOf(frame) is { } code ? (code, frame.Line) : (diagnostic.Subject.File ?? projectFile, position.Line);
        var path = Path.GetRelativePath(root ?? projectDirectory, file).Replace('\\', '/');
        return line > 0 ? TextLimits.Format($"{path}:{line}") : path;
    }

    /// <summary>The path itself, if it is a path in the clone.</summary>
    public string? InClone(string path) =>
        root is null || path.StartsWith(root + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) ? path : null;
}
