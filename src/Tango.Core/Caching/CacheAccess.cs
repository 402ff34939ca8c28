using Tango.Diagnostics;

namespace Tango.Caching;

/// <summary>Reports failed writes to the cache, with a solution.</summary>
internal static class CacheAccess
{
    /// <summary>Whether an exception means that the file system refused an operation.</summary>
    public static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The error that the cache cannot be written.</summary>
    /// <param name="exception">The exception of the file system.</param>
    public static TangoException NotWritable(string directory, Exception exception) =>
        new(Descriptors.CacheNotWritable.Create(DiagnosticSubject.None, directory, exception.Message.TrimEnd('.'), "Free space or grant access, or set TangoCacheDirectory to another directory."), exception);

    /// <summary>The error that a file is in place of an entry's folder.</summary>
    /// <param name="entry">The full path of the file.</param>
    /// <param name="exception">The exception of the file system.</param>
    public static TangoException EntryIsFile(string directory, string entry, Exception exception) =>
        new(Descriptors.CacheNotWritable.Create(DiagnosticSubject.None, directory, $"'{entry}' is a file, but must be the folder of a cache entry", "Delete that file."), exception);
}
