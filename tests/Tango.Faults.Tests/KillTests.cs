using System.Globalization;
using Tango.Caching.Entries;

namespace Tango.Faults.Tests;

/// <summary>A process that stores results is killed. The next one must find every completed result, and compute the others.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class KillTests
{
    [Fact]
    public async Task At_random_moments()
    {
        var row = new FaultRow("process killed at a random moment");
        var random = new Random(FaultRun.Seed);
        for (var attempt = 0; attempt < FaultRun.Count(30, 300); attempt++)
        {
            // Up to the time that a run takes on a fast machine; on a slow one the early moments are tried more often.
            var moment = TimeSpan.FromMilliseconds(random.Next(0, 400));
            using var cache = new FaultCache();
            using (var process = PipelineProcess.Start(cache))
            {
                await process.StartedAsync();
                await Task.Delay(moment);
                process.Kill();
                await process.EndAsync();
            }

            row.Add(string.Create(CultureInfo.InvariantCulture, $"{attempt}, after {moment.TotalMilliseconds} ms"), await cache.RecoverAsync(cache.Completed()));
        }

        row.Complete();
    }

    [Fact]
    public async Task At_each_stage_of_storing()
    {
        var row = new FaultRow("process killed at each stage of storing an entry");
        foreach (var stage in Enum.GetValues<EntryStage>())
        {
            foreach (var occurrence in FaultRun.IsLong ? [1, 2, 3, 5, 7, 9, 11, 13] : (int[])[1, 4, 9])
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{stage}:{occurrence}");
                using var cache = new FaultCache();
                using var process = PipelineProcess.Start(cache, name);
                var (output, _, _) = await process.EndAsync();
                Assert.Equal("", output);
                row.Add(name, await cache.RecoverAsync(cache.Completed()));
            }
        }

        row.Complete();
    }
}
