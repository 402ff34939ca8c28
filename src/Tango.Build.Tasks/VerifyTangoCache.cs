using Microsoft.Build.Framework;
using Tango.Caching;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Compares every entry of the cache with what was stored, and sets the damaged ones aside.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyTangoCache : CacheTask
{
    private protected override void Run(CancellationToken cancellationToken)
    {
        var cache = new DirectoryStepCache(FullCacheDirectory);
        var found = CacheVerification.VerifyAllAsync(cache, cancellationToken).GetAwaiter().GetResult();
        foreach (var (uniqueId, damage) in found.Damaged)
            Diagnostics.Log(Descriptors.DamagedEntry.Of(new DiagnosticSubject(ProjectFile), uniqueId, damage));

        Tell(found.Damaged.Count == 0
            ? $"Tango: {Entries(found.Sound)} verified, none damaged."
            : $"Tango: {Entries(found.Sound + found.Damaged.Count)} verified, {found.Damaged.Count} damaged and set aside.");
    }
}
