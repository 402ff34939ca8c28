using System.Globalization;
using Tango.Caching;
using Tango.Core.Tests.Child;

namespace Tango.Faults.Tests;

/// <summary>Processes share a cache at the same time.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class RaceTests
{
    private const int Processes = 8;

    [Fact]
    public async Task Eight_at_once_run_each_step_once()
    {
        var row = new FaultRow("eight processes over one cache");
        for (var round = 0; round < FaultRun.Count(2, 25); round++)
        {
            using var cache = new FaultCache();
            var outcome = await RaceAsync(cache, kills: 0);
            outcome.Problems.AddRange(cache.Runs().Where(step => step.Value != 1).Select(step => $"{step.Key} ran {step.Value} times"));
            row.Add(round.ToString(CultureInfo.InvariantCulture), outcome);
        }

        row.Complete();
    }

    [Fact]
    public async Task Owners_are_killed_while_others_wait()
    {
        var row = new FaultRow("owners killed while other processes wait for them");
        for (var round = 0; round < FaultRun.Count(2, 25); round++)
        {
            using var cache = new FaultCache();
            row.Add(round.ToString(CultureInfo.InvariantCulture), await RaceAsync(cache, kills: 3));
        }

        row.Complete();
    }

    [Fact]
    public async Task A_collection_in_a_loop_removes_nothing_that_is_used()
    {
        var row = new FaultRow("collections of everything while processes run");
        for (var round = 0; round < FaultRun.Count(2, 25); round++)
        {
            using var cache = new FaultCache();
            row.Add(round.ToString(CultureInfo.InvariantCulture), await CollectedRaceAsync(cache));
        }

        row.Complete();
    }

    private static async Task<FaultOutcome> CollectedRaceAsync(FaultCache cache)
    {
        using var stop = new CancellationTokenSource();
        var collecting = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                new CacheCollector(cache.Directory).Collect(TimeSpan.Zero);
        });
        try
        {
            return await RaceAsync(cache, kills: 0, isCollected: true);
        }
        finally
        {
            await stop.CancelAsync();
            await collecting;
        }
    }

    // The first ones are killed at the completion of their second entry: while the others wait for what they own.
    private static async Task<FaultOutcome> RaceAsync(FaultCache cache, int kills, bool isCollected = false)
    {
        var outcome = new FaultOutcome();
        var processes = new List<PipelineProcess>();
        try
        {
            for (var index = 0; index < Processes; index++)
                processes.Add(PipelineProcess.Start(cache, index < kills ? "Completed:2" : null));

            for (var index = 0; index < Processes; index++)
                await EndAsync(index, processes[index], index < kills, outcome);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }

        // When the last process has ended, nothing protects its results.
        if (isCollected)
            return outcome;

        outcome.Problems.AddRange(EntryCheck.Problems(cache.Directory));
        if (cache.Completed().Count is var completed && completed != FaultPipeline.StepCount)
            outcome.Problems.Add($"{completed} entries are complete");

        return outcome;
    }

    private static async Task EndAsync(int index, PipelineProcess process, bool isKilled, FaultOutcome outcome)
    {
        var (output, error, exitCode) = await process.EndAsync();
        if (isKilled)
            return;

        if (exitCode != 0)
            outcome.Problems.Add($"process {index}: exit code {exitCode}: {output} {error}");
        else if (output != await FaultCache.ExpectedAsync())
            outcome.Wrong.Add($"process {index}: {output} instead of {await FaultCache.ExpectedAsync()}");
    }
}
