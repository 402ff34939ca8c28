namespace Tango.Caching;

/// <summary>Excludes caches from version control.</summary>
internal static class IgnoreFile
{
    private const string HomeName = ".tango";
    private const string Name = ".gitignore";

    /// <summary>Writes a <c>.gitignore</c> that ignores everything into the <c>.tango</c> folder of a cache. Does nothing if the cache is in another folder or the file exists.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    public static void EnsureFor(string cacheDirectory)
    {
        var home = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(cacheDirectory));
        if (Path.GetFileName(home) != HomeName)
            return;

        var path = Path.Combine(home!, Name);
        if (File.Exists(path))
            return;

        try
        {
            Directory.CreateDirectory(home!);
            File.WriteAllText(path, "*\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Optional. If the cache itself cannot be written, the code that writes to it reports that.
        }
    }
}
