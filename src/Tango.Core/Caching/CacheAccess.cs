using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Reports failed writes to the cache, with a solution.</summary>
internal static class CacheAccess
{
    /// <summary>Whether an exception means that the file system refused an operation.</summary>
    public static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The error that the cache cannot be written.</summary>
    /// <param name="exception">The exception of the file system.</param>
    public static TangoException NotWritable(string directory, Exception exception) =>
        new(exception is OccupiedPathException { IsLink: true } link ? LinkInCache(directory, link) : NotWritableBecause(directory, exception), exception);

    /// <summary>The error that the state directory, below <c>obj</c>, cannot be read or written.</summary>
    /// <param name="exception">The exception of the file system.</param>
    public static TangoException StateNotAccessible(string directory, Exception exception) =>
        new(Descriptors.StateNotAccessible.Create(DiagnosticSubject.None, directory, exception.Message.TrimEnd('.') + "."), exception);

    /// <summary>The error that a step's files cannot be used, of which it is not known whose they are.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="exception">The exception of the file system.</param>
    public static TangoException FilesNotAccessible(string step, Exception exception) =>
        new(Descriptors.StepFilesNotAccessible.Create(new DiagnosticSubject(step: step), step, exception.Message.TrimEnd('.')), exception);

    /// <summary>The error that a folder in place of an entry is not Tango's.</summary>
    /// <param name="entry">The full path of the folder.</param>
    public static TangoException NotAnEntry(string entry) =>
        new(Descriptors.CacheNotWritable.Create(DiagnosticSubject.None, Path.GetDirectoryName(entry)!, $"'{entry}' must be the folder of a cache entry, but has files that Tango has not written", "Move it away."));

    /// <summary>The error that a file cannot be used, of which it is not known whose it is; null for exceptions that are not the file system's.</summary>
    public static Diagnostic? FileNotAccessible(Exception exception) => exception is not (IOException or UnauthorizedAccessException) ? null : StorageFaults.Of(exception) switch
    {
        StorageFault.Full => NotAccessible(exception, "Free space or inodes"),
        StorageFault.Denied => NotAccessible(exception, "Grant access, or close the program that has it open"),
        StorageFault.InUse => NotAccessible(exception, "Close the program that has it open"),
        StorageFault.Unsupported => NotAccessible(exception, "Move the project to a folder with a shorter path, or to another file system"),
        _ => null,
    };

    private static Diagnostic LinkInCache(string directory, OccupiedPathException link) => Descriptors.LinkInCache.Create(
        DiagnosticSubject.None, link.OccupiedPath, FolderLinks.TargetOf(link.OccupiedPath) ?? "", directory);

    private static Diagnostic NotWritableBecause(string directory, Exception exception) =>
        FindObstacle(directory) is { } obstacle && exception is not OccupiedPathException
            ? NotWritableBecause(directory, new OccupiedPathException(obstacle, FileStatus.Read(obstacle).Kind))
            : Descriptors.CacheNotWritable.Create(DiagnosticSubject.None, directory, exception.Message.TrimEnd('.'), SolutionOf(directory, exception));

    private static Diagnostic NotAccessible(Exception exception, string solution) =>
        Descriptors.FileNotAccessible.Create(DiagnosticSubject.None, exception.Message.TrimEnd('.'), solution);

    private static string SolutionOf(string directory, Exception exception) => exception switch
    {
        LockNotSupportedException => "Set TangoCacheDirectory to a directory on another file system.",
        OccupiedPathException { OccupiedPath: var path } when path.Length > directory.Length => "Delete it.",
        OccupiedPathException => "Set TangoCacheDirectory to another directory.",
        _ => StorageFaults.Of(exception) switch
        {
            StorageFault.Full => "Free space or inodes, or raise the quota, or set TangoCacheDirectory to another directory.",
            StorageFault.Denied => "Grant access, or set TangoCacheDirectory to another directory.",
            StorageFault.InUse => "Close the program that has the file open, and build again.",
            StorageFault.Removed when CanBeCreated(directory) => "It was removed while this build used it: build again.",
            StorageFault.Unsupported => "Set TangoCacheDirectory to a directory with a shorter path, or on another file system.",
            _ => "Check the disk, or set TangoCacheDirectory to another directory.",
        },
    };

    // What is above the cache, or in its place, and is neither a folder nor a link to one.
    private static string? FindObstacle(string directory)
    {
        for (var above = directory; above is not null; above = Path.GetDirectoryName(above))
        {
            if (FileStatus.Read(above).Kind is not (FileKind.Missing or FileKind.Directory))
                return above;
        }

        return null;
    }

    // Whether it exists, or the next build will create it. Some file systems of the system have no place for folders.
    private static bool CanBeCreated(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return true;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return false;
        }
    }
}
