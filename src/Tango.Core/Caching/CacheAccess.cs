using Tango.Diagnostics;

namespace Tango.Caching;

/// <summary>Says of failed writes that the cache cannot be written, and what to do.</summary>
internal static class CacheAccess
{
    /// <summary>Whether an exception is the file system's refusal.</summary>
    /// <param name="exception">Any exception.</param>
    public static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The refusal as a diagnostic.</summary>
    /// <param name="directory">The cache's directory.</param>
    /// <param name="exception">What the file system said.</param>
    public static TangoException NotWritable(string directory, Exception exception) =>
        new(Descriptors.CacheNotWritable.Of(DiagnosticSubject.None, directory, exception.Message.TrimEnd('.')), exception);
}
