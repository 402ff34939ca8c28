using System.Globalization;
using Microsoft.Build.Framework;
using Tango.Caching;
using Tango.Graph.Binding;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Removes entries that no pipeline needs any more from the cache.</summary>
[MSBuildMultiThreadableTask]
public sealed class CollectTangoCache : CacheTask
{
    /// <summary>How many days an entry that no pipeline needs stays after its last use.</summary>
    public string KeepDays { get; set; } = "";

    /// <summary>The maximum size of the cache, e.g. <c>10GB</c>; empty: unlimited.</summary>
    public string MaxSize { get; set; } = "";

    /// <summary><c>true</c>: only lists the entries that would be removed. Empty: false.</summary>
    public string DryRun { get; set; } = "";

    private protected override void Run(CancellationToken cancellationToken)
    {
        var isDryRun = ReadDryRun();
        var done = new CacheCollector(FullCacheDirectory) { IsDryRun = isDryRun }.Collect(ReadKeepDays(), ReadMaxSize(), cancellationToken);
        foreach (var uniqueId in isDryRun ? done.RemovedIds : [])
            LogLine($"Tango: would remove {uniqueId}");

        LogLine(done.RemovedCount == 0
            ? $"Tango: nothing to remove; {Kept(done)} kept, {SizeText.Format(done.KeptBytes)}."
            : $"Tango: {Entries(done.RemovedCount)} {(isDryRun ? "would be removed" : "removed")}, {SizeText.Format(done.RemovedBytes)}; {Kept(done)} kept, {SizeText.Format(done.KeptBytes)}.");
    }

    // As TangoVerify counts them.
    private static string Kept(CollectionResult done) =>
        Entries(done.KeptCount - done.KeptUnfinishedCount) + (done.KeptUnfinishedCount == 0 ? "" : $" and {done.KeptUnfinishedCount} unfinished");

    private TimeSpan ReadKeepDays() =>
        double.TryParse(KeepDays, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days <= TimeSpan.MaxValue.TotalDays / 2
            ? TimeSpan.FromDays(days)
            : throw Invalid(Names.Properties.TangoGcKeepDays, KeepDays, "write a number of days, e.g. 7");

    private long? ReadMaxSize()
    {
        if (string.IsNullOrWhiteSpace(MaxSize))
            return null;

        return MemorySize.TryParse(MaxSize.Trim(), out var bytes)
            ? bytes
            : throw Invalid(Names.Properties.TangoGcMaxSize, MaxSize, "write a size, e.g. 10GB, or nothing");
    }

    private bool ReadDryRun() => !string.IsNullOrWhiteSpace(DryRun)
        && (bool.TryParse(DryRun.Trim(), out var isDryRun) ? isDryRun : throw Invalid(Names.Properties.TangoGcDryRun, DryRun, "write true or false"));
}
