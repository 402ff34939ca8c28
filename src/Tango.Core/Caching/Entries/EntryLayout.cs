namespace Tango.Caching.Entries;

/// <summary>The names inside a directory cache: <c>&lt;cache&gt;/&lt;unique id&gt;/…</c>.</summary>
internal static class EntryLayout
{
    /// <summary>The metadata of a complete entry; written last, so an entry is complete if it exists.</summary>
    public const string Metadata = "metadata.json";

    /// <summary>The step's log, written by the runner.</summary>
    public const string Log = "log.txt";

    /// <summary>The step's work directory, used by the runner, removed when the entry is complete.</summary>
    public const string Work = "work";

    /// <summary>The owner's lock; exists only while the entry is owned.</summary>
    public const string Lock = ".lock";

    /// <summary>The quarantine of corrupt entries, next to the entries.</summary>
    public const string Corrupt = ".damaged";

    /// <summary>The roots: which entries pipelines need, next to the entries.</summary>
    public const string Roots = ".roots";

    /// <summary>The claims: which paths builds are writing, next to the entries.</summary>
    public const string Claims = ".places";

    /// <summary>The backups of files in the outputs of commands, next to the entries.</summary>
    public const string Backup = ".aside";

    /// <summary>The jobs: what steps that run on a cluster are given and report, next to the entries.</summary>
    public const string Jobs = ".jobs";

    /// <summary>The index of early cut-off: which entry has a result for a key, next to the entries.</summary>
    public const string Cutoff = ".cutoff";

    private const int LongestName = 255;
    private const string Forbidden = "/\\:*?\"<>|";

    /// <summary>Checks that a unique id is a single file name, valid on every file system and not reserved by the cache.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void CheckUniqueId(string uniqueId)
    {
        ArgumentException.ThrowIfNullOrEmpty(uniqueId);
        if (!CanBeUniqueId(uniqueId))
            throw new ArgumentException($"'{uniqueId}' cannot be a unique id: it must be a single file name of at most {LongestName} bytes.", nameof(uniqueId));
    }

    /// <summary>Whether a text is such a name.</summary>
    public static bool CanBeUniqueId(string text)
    {
        var isSafe = text.Length > 0 && text[0] != '.'
            && text[^1] is not ('.' or ' ')
            && System.Text.Encoding.UTF8.GetByteCount(text) <= LongestName;
        foreach (var character in text)
            isSafe &= !char.IsControl(character) && !Forbidden.Contains(character, StringComparison.Ordinal);

        return isSafe;
    }
}
