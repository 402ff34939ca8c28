using System.Globalization;
using Tango.Core.Tests.IO;

namespace Tango.Faults.Tests;

/// <summary>A cache on a small file system, which is full before the pipeline is through.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class StorageTests
{
    [TmpfsFact]
    public async Task A_full_cache_loses_nothing_that_is_stored_in_it()
    {
        var row = new FaultRow("cache without space or inodes left");
        for (var step = 0; step < FaultRun.Count(2, 40); step++)
        {
            var sooner = FaultRun.IsLong ? step : step * 20;
            await TryAsync(row, string.Create(CultureInfo.InvariantCulture, $"size={4 + (8 * sooner)}k"));
            await TryAsync(row, string.Create(CultureInfo.InvariantCulture, $"nr_inodes={1 + (4 * sooner)}"));
        }

        row.Complete();
    }

    private static async Task TryAsync(FaultRow row, string limit)
    {
        using var cache = new FaultCache();
        using var disk = new Tmpfs(cache.Directory, limit);
        var outcome = await FillAsync(cache);
        disk.Remount("size=10m,nr_inodes=10000");
        outcome.Add(await cache.RecoverAsync(cache.Completed()));
        row.Add(limit, outcome);
    }

    private static async Task<FaultOutcome> FillAsync(FaultCache cache)
    {
        var outcome = new FaultOutcome();
        using var process = PipelineProcess.Start(cache);
        var (output, error, exitCode) = await process.EndAsync();
        var isTold = output.StartsWith("TANGO", StringComparison.Ordinal) && output.Contains("No space left", StringComparison.Ordinal);
        if (exitCode != 0 || (!isTold && output != await FaultCache.ExpectedAsync()))
            outcome.Problems.Add($"exit code {exitCode}: {output} {error}");

        return outcome;
    }
}
