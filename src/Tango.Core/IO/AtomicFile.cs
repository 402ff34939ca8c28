namespace Tango.IO;

/// <summary>Writes files that are seen whole or not at all, by other processes and after a crash alike.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside its place, flushes it to the disk and renames it over what was there.</summary>
    /// <param name="path">The full path; its directory exists.</param>
    /// <param name="content">All of the content.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied; what was there before is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var staged = StagedName(path);
        try
        {
            using (var stream = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(staged, path, overwrite: true);
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    /// <summary>A name beside a path that nobody else uses: hidden, and on the same volume, so that a rename is enough.</summary>
    /// <param name="path">The full path of the file or directory that will be put there.</param>
    public static string StagedName(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{RandomName.Create()}.{Path.GetFileName(path)}");
}
