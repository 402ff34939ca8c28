namespace Tango.Formats;

/// <summary>Where a format reads a result's files.</summary>
public interface IResultReader
{
    /// <summary>The names given to <see cref="IResultWriter"/>, in ordinal order; those of directories end with <c>/</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file of the result; it may be opened again, by several readers at once.</summary>
    /// <param name="name">As given to <see cref="IResultWriter.Create"/>.</param>
    /// <returns>A stream the caller disposes of.</returns>
    /// <exception cref="InvalidDataException">The result has no such file.</exception>
    /// <exception cref="IOException">The file cannot be read; the entry may have been removed meanwhile.</exception>
    Stream Open(string name);

    /// <summary>The full path of a file or directory of the result that is stored as it is; null when it is stored compressed or in memory.</summary>
    /// <param name="name">As given to <see cref="IResultWriter"/>.</param>
    /// <exception cref="InvalidDataException">The result has no such file or directory.</exception>
    string? PathOf(string name);
}
