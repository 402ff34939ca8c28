using System.Security.Cryptography;
using System.Text;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// What the pipelines that share a cache need: for each project and target framework a text file in <c>.roots</c> with the machine's name, the project's
/// state directory, and the unique ids of its last complete build, a line each. Collection keeps these entries.
/// </summary>
/// <remarks>
/// A root of this machine counts while its state directory exists, so a deleted clone frees what only it needed. A root of another machine, which shares the cache or
/// has filled it, counts for as long as unused entries are kept.
/// </remarks>
internal sealed class CacheRoots
{
    private const int HeaderLines = 2;

    private readonly string _cache;

    /// <summary>Makes the roots of a cache.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    public CacheRoots(string cacheDirectory) => _cache = cacheDirectory;

    private string Folder => Path.Combine(_cache, EntryLayout.Roots);

    /// <summary>Names what a pipeline needs from now on.</summary>
    /// <param name="stateDirectory">Full path of the pipeline's state directory.</param>
    /// <param name="uniqueIds">The ids of its steps.</param>
    /// <remarks>Ids that it needs no longer count as used until now. A cache that cannot be written to is left as it is: nothing is collected there either.</remarks>
    public void Write(string stateDirectory, IEnumerable<string> uniqueIds)
    {
        var path = PathOf(stateDirectory);
        var before = Read(path);
        string[] after = [Environment.MachineName, stateDirectory, .. uniqueIds.Order(StringComparer.Ordinal)];
        if (before.AsSpan().SequenceEqual(after))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Folder);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', after)));
            Touch(before.Skip(HeaderLines).Except(after));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // See the remarks.
        }
    }

    /// <summary>Every id that some pipeline needs. Roots that no longer count are removed.</summary>
    /// <param name="oldest">When the root of another machine must have been written last to count, UTC.</param>
    /// <exception cref="IOException">A root cannot be read or removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IReadOnlySet<string> Collect(DateTime oldest)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
        {
            var lines = Read(path);
            if (Counts(lines, path, oldest))
            {
                needed.UnionWith(lines.Skip(HeaderLines));
            }
            else
            {
                File.Delete(path);
            }
        }

        return needed;
    }

    /// <summary>Removes a pipeline's root.</summary>
    /// <param name="stateDirectory">Full path of the pipeline's state directory.</param>
    /// <returns>The ids it named.</returns>
    /// <exception cref="IOException">The root cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IReadOnlyList<string> Remove(string stateDirectory)
    {
        var path = PathOf(stateDirectory);
        var ids = Read(path).Skip(HeaderLines).ToArray();
        File.Delete(path);
        return ids;
    }

    private static bool Counts(string[] lines, string path, DateTime oldest) =>
        lines.Length >= HeaderLines
        && (lines[0] == Environment.MachineName ? Directory.Exists(lines[1]) : File.GetLastWriteTimeUtc(path) >= oldest);

    private static string[] Read(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private string PathOf(string stateDirectory)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{stateDirectory}"));
        return Path.Combine(Folder, Convert.ToHexStringLower(key, 0, 16) + ".txt");
    }

    private void Touch(IEnumerable<string> uniqueIds)
    {
        foreach (var id in uniqueIds)
        {
            var entry = Path.Combine(_cache, id);
            if (Directory.Exists(entry))
            {
                Directory.SetLastWriteTimeUtc(entry, DateTime.UtcNow);
            }
        }
    }
}
