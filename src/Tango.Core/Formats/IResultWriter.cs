namespace Tango.Formats;

/// <summary>Where a format writes a result's files.</summary>
public interface IResultWriter
{
    /// <summary>Creates a file of the result.</summary>
    /// <param name="name">Its path within the result, with <c>/</c>; the compression's suffix is added by the writer.</param>
    /// <returns>A stream the caller disposes of.</returns>
    Stream Create(string name);
}
