using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>A task about a cache as a whole.</summary>
public abstract class CacheTask : TangoTask
{
    /// <summary>The directory of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>Its full path.</summary>
    private protected string FullCacheDirectory => Path.TrimEndingDirectorySeparator(Full(CacheDirectory));

    /// <summary>Says what was done. Whoever asked for it by name wants to read it.</summary>
    private protected void Tell(string line) => Log.LogMessage(MessageImportance.High, "{0}", line);

    /// <summary>A count with its noun: <c>1 entry</c>, <c>12 entries</c>.</summary>
    private protected static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";
}
