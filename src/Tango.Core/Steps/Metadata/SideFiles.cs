using Tango.IO;

namespace Tango.Steps.Metadata;

/// <summary>Reads files other than code for fingerprints, each once, and records all of them.</summary>
internal sealed class SideFiles
{
    private readonly Dictionary<string, StampedFile> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Directory, string Pattern), IReadOnlyList<string>> _found = [];
    private readonly List<StampedGlob> _patterns = [];

    /// <summary>All files and patterns so far.</summary>
    internal CodeSources Stamped => new([.. _contents.Values], [.. _patterns]);

    /// <summary>The SHA-256 of a file's content in lower-case hexadecimal; null if it does not exist.</summary>
    /// <param name="path">Full path.</param>
    internal string? ContentOf(string path)
    {
        if (!_contents.TryGetValue(path, out var known))
        {
            // Until it is read it counts as missing, so that after a failure the next reading tries again.
            _contents.Add(path, new StampedFile(path, FileStamp.Missing));
            known = Read(path, FileStatus.Read(path));
            _contents[path] = known;
        }

        return known.Content.Length == 0 ? null : known.Content;
    }

    // Opening a pipe would block until another process writes to it.
    private static StampedFile Read(string path, FileStatus status) => status.Kind switch
    {
        FileKind.Missing or FileKind.Directory => new StampedFile(path, FileStamp.Missing),
        FileKind.Regular => new StampedFile(path, status.Stamp, FileDigest.ComputeFile(path).Sha256),
        _ => throw new IOException("It is not a regular file."),
    };

    /// <summary>The full paths of the files that a pattern matches, in ordinal order.</summary>
    /// <param name="directory">The full path of the folder that it is relative to.</param>
    /// <param name="pattern">A pattern, or a path.</param>
    internal IReadOnlyList<string> Find(string directory, string pattern)
    {
        if (!_found.TryGetValue((directory, pattern), out var found))
        {
            found = Glob.Files(directory, pattern);
            _found.Add((directory, pattern), found);
            _patterns.Add(new StampedGlob(directory, pattern, found));
        }

        return found;
    }
}
