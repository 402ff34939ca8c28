namespace Tango.Formats;

/// <summary>Where a format writes a result's files.</summary>
public interface IResultWriter
{
    /// <summary>Creates a file of the result.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>; the compression's suffix is added by the writer.</param>
    /// <param name="isExecutable">Whether the file may be executed, on systems that ask.</param>
    /// <returns>A stream the caller disposes of.</returns>
    Stream Create(string name, bool isExecutable = false);

    /// <summary>Creates a directory of the result, so that it is there though nothing is in it.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>, also at the end.</param>
    void CreateDirectory(string name);
}
