namespace Tango.Caching;

/// <summary>Keeps caches out of version control without anybody having to think of it.</summary>
internal static class IgnoreFile
{
    private const string HomeName = ".tango";
    private const string Name = ".gitignore";

    /// <summary>
    /// Puts a <c>.gitignore</c> that ignores everything into the <c>.tango</c> folder that holds a cache. A cache that somebody put elsewhere, and a file that is there
    /// already, are left alone.
    /// </summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    public static void EnsureFor(string cacheDirectory)
    {
        var home = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(cacheDirectory));
        if (Path.GetFileName(home) != HomeName)
        {
            return;
        }

        var path = Path.Combine(home!, Name);
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(home!);
            File.WriteAllText(path, "*\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A convenience. Whether the cache itself can be written is told by whoever writes to it.
        }
    }
}
