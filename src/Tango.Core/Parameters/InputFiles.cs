using System.Collections;

namespace Tango;

/// <summary>
/// Several files whose contents are the argument, in the ordinal order of their paths. Declared as paths or globs (<c>*</c>, <c>**</c>, <c>?</c>)
/// relative to the project, separated by <c>;</c>.
/// </summary>
public sealed class InputFiles : IReadOnlyList<InputFile>
{
    private readonly IReadOnlyList<InputFile> _files;

    /// <summary>Creates a set of files.</summary>
    /// <param name="files">The files, in order.</param>
    public InputFiles(IReadOnlyList<InputFile> files) => _files = files;

    /// <summary>How many files there are.</summary>
    public int Count => _files.Count;

    /// <summary>The file at an index.</summary>
    /// <param name="index">From 0.</param>
    public InputFile this[int index] => _files[index];

    /// <inheritdoc/>
    public IEnumerator<InputFile> GetEnumerator() => _files.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
