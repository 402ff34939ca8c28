using System.Globalization;
using Microsoft.Build.Framework;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;

namespace Tango.Build.Tasks;

/// <summary>Removes from the cache what no pipeline needs any more.</summary>
[MSBuildMultiThreadableTask]
public sealed class CollectTangoCache : CacheTask
{
    /// <summary>How many days an entry that no pipeline needs is kept after its last use.</summary>
    public string KeepDays { get; set; } = "";

    /// <summary>The size that the cache may have, e.g. <c>10GB</c>; empty: any.</summary>
    public string MaxSize { get; set; } = "";

    private protected override void Run(CancellationToken cancellationToken)
    {
        var keepFor = ReadKeepDays();
        var mostBytes = ReadMaxSize();
        var done = new CacheCollector(FullCacheDirectory).Collect(keepFor, mostBytes, cancellationToken);
        Tell(done.Removed == 0
            ? $"Tango: nothing to remove; {Entries(done.Kept)} kept, {SizeText.Of(done.KeptBytes)}."
            : $"Tango: {Entries(done.Removed)} removed, {SizeText.Of(done.RemovedBytes)}; {Entries(done.Kept)} kept, {SizeText.Of(done.KeptBytes)}.");
    }

    private TimeSpan ReadKeepDays() =>
        double.TryParse(KeepDays, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days <= TimeSpan.MaxValue.TotalDays / 2
            ? TimeSpan.FromDays(days)
            : throw Invalid(Names.Properties.TangoGcKeepDays, KeepDays, "give a number of days, e.g. 7");

    private long? ReadMaxSize()
    {
        if (string.IsNullOrWhiteSpace(MaxSize))
            return null;

        return MemorySize.TryParse(MaxSize.Trim(), out var bytes)
            ? bytes
            : throw Invalid(Names.Properties.TangoGcMaxSize, MaxSize, "give a size, e.g. 10GB, or nothing");
    }

    private TangoException Invalid(string property, string value, string expected) =>
        new(Descriptors.InvalidSetting.Of(new DiagnosticSubject(ProjectFile), property, value, expected));
}
