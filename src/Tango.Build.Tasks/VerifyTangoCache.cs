using Microsoft.Build.Framework;
using Tango.Caching;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Compares every entry of the cache with its metadata, and quarantines the corrupt ones.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyTangoCache : CacheTask
{
    /// <summary><c>Files</c> or empty: this task. <c>Recompute</c> is another's.</summary>
    public string Mode { get; set; } = "";

    private protected override void Run(CancellationToken cancellationToken)
    {
        if (Mode.Trim().ToLowerInvariant() is not ("" or "files"))
            throw Invalid(Names.Properties.TangoVerifyMode, Mode, "write Files or Recompute");

        var cache = new DirectoryStepCache(FullCacheDirectory);
        var found = new CacheVerification(cache).VerifyAllAsync(quarantine: true, cancellationToken).GetAwaiter().GetResult();
        foreach (var entry in found.Corrupt)
            Diagnostics.Log(Descriptors.CorruptEntry.Create(new DiagnosticSubject(ProjectFile), entry.UniqueId, entry.Corruption));

        foreach (var entry in found.Unusable)
            Diagnostics.Log(Descriptors.UnusableEntry.Create(new DiagnosticSubject(ProjectFile), entry.UniqueId, entry.Why));

        LogLine(found.Corrupt.Count == 0
            ? $"Tango: {Entries(found.IntactCount)} verified, none corrupt."
            : $"Tango: {Entries(found.IntactCount + found.Corrupt.Count)} verified, {found.Corrupt.Count} corrupt and quarantined.");
    }
}
