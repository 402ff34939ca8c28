using Microsoft.Build.Framework;
using Tango.Diagnostics;

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

    /// <summary>The error for a property whose value is not valid.</summary>
    private protected TangoException Invalid(string property, string value, string expected) =>
        new(Descriptors.InvalidSetting.Create(new DiagnosticSubject(ProjectFile), property, value, expected));

    /// <summary>A count with its noun: <c>1 entry</c>, <c>12 entries</c>.</summary>
    private protected static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";
}
