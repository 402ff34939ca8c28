using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>A task that works on a whole cache.</summary>
public abstract class CacheTask : TangoTask
{
    /// <summary>The directory of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>Its full path.</summary>
    private protected string FullCacheDirectory => Path.TrimEndingDirectorySeparator(Full(CacheDirectory));

    /// <summary>Logs what was done with high importance, because the user has called the target.</summary>
    private protected void LogLine(string line) => Log.LogLine(MessageImportance.High, line);

    /// <summary>A count with its noun: <c>1 entry</c>, <c>12 entries</c>.</summary>
    private protected static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";
}
