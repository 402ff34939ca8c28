namespace Tango.Caching;

/// <summary>The names inside a directory cache: <c>&lt;cache&gt;/&lt;unique id&gt;/…</c>.</summary>
internal static class EntryLayout
{
    /// <summary>What is recorded of a complete entry; written last, so its presence is the entry's completeness.</summary>
    public const string Metadata = "metadata.json";

    /// <summary>The step's log, written by the runner.</summary>
    public const string Log = "log.txt";

    /// <summary>The step's work directory, used by the runner, removed when the entry is complete.</summary>
    public const string Work = "work";

    /// <summary>The owner's lock; there only while there is an owner.</summary>
    public const string Lock = ".lock";

    /// <summary>Where damaged entries are put, beside the entries.</summary>
    public const string Damaged = ".damaged";

    /// <summary>Where pipelines name the entries they need, beside the entries.</summary>
    public const string Roots = ".roots";

    private const int LongestName = 255;
    private const string Forbidden = "/\\:*?\"<>|";

    /// <summary>Checks that a unique id is a single file name, safe on every file system and not one of the cache's own.</summary>
    /// <param name="uniqueId">The id.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void CheckUniqueId(string uniqueId)
    {
        ArgumentException.ThrowIfNullOrEmpty(uniqueId);
        var isSafe = uniqueId[0] != '.'
            && uniqueId[^1] is not ('.' or ' ')
            && System.Text.Encoding.UTF8.GetByteCount(uniqueId) <= LongestName;
        foreach (var character in uniqueId)
        {
            isSafe &= !char.IsControl(character) && !Forbidden.Contains(character, StringComparison.Ordinal);
        }

        if (!isSafe)
        {
            throw new ArgumentException($"'{uniqueId}' cannot be a unique id: it must be a single file name of at most {LongestName} bytes.", nameof(uniqueId));
        }
    }
}
