namespace Tango.Formats;

/// <summary>
/// Where a format writes a result's files, one after the other. Formats of users call it from one thread. Tango's own write many files from several threads, so whatever implements it must
/// allow several files to be created, written and closed at the same time.
/// </summary>
public interface IResultWriter
{
    /// <summary>Creates a file of the result.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>; the compression's suffix is added by the writer.</param>
    /// <param name="mode">The permission bits it has where it is exported to; null: those of any new file. Of no effect on Windows.</param>
    /// <returns>A stream the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The name leaves the result, or cannot be a file's name on every system.</exception>
    Stream Create(string name, UnixFileMode? mode = null);

    /// <summary>Creates a directory of the result, so that it is there though nothing is in it.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>, also at the end.</param>
    /// <param name="mode">The permission bits of an export; null: those of any new directory. Of no effect on Windows.</param>
    /// <exception cref="ArgumentException">The name leaves the result, or cannot be a directory's name on every system.</exception>
    void CreateDirectory(string name, UnixFileMode? mode = null);

    /// <summary>Creates a symbolic link within a directory of the result, to something else in the result.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>.</param>
    /// <param name="target">Where it leads, relative to its own directory, with <c>/</c>.</param>
    /// <exception cref="ArgumentException">The name is not in a directory of the result.</exception>
    void CreateLink(string name, string target);
}
