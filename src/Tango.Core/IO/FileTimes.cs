using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>The modification times of files. Tests replace it by a file system that does not keep them.</summary>
internal class FileTimes
{
    /// <summary>The times of the file system.</summary>
    public static FileTimes OfSystem { get; } = new();

    /// <summary>Sets the time of an open file.</summary>
    /// <param name="time">UTC.</param>
    public virtual void Set(SafeFileHandle file, DateTime time) => File.SetLastWriteTimeUtc(file, time);

    /// <summary>The time of an open file, UTC.</summary>
    public virtual DateTime Get(SafeFileHandle file) => File.GetLastWriteTimeUtc(file);

    /// <summary>The time of a file, UTC; 1601-01-01 if it is missing.</summary>
    /// <param name="path">Full path.</param>
    public virtual DateTime Get(string path) => File.GetLastWriteTimeUtc(path);
}
