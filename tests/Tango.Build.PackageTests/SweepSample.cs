using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Ten data sets, three steps each, of item batching and transforms, over two projects.</summary>
public sealed class SweepSample
{
    [Fact]
    public async Task Runs_32_steps_once_and_then_what_a_new_seed_concerns()
    {
        using var sweep = await Sample.CopyAsync("Sweep");

        var first = (await sweep.BuildAsync("Study")).EnsureSuccess();
        var second = (await sweep.BuildAsync("Study", "--no-restore")).EnsureSuccess();
        var seed = (await sweep.BuildAsync("Study", "--no-restore", "-p:TangoSet=Texts/generate-sonnet-018.Seed=1")).EnsureSuccess();
        sweep.Write("Texts/data/sonnet-999.txt", "O, one more poem, one more line, one more;\nAnd one more word than there have been before.\n");
        var more = (await sweep.BuildAsync("Study", "--no-restore")).EnsureSuccess();

        Assert.Equal(32, first.StepsThatRan().Count);
        Assert.Equal(2, first.WorkerStarts);
        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(["Tango: all 20 steps are up to date.", "Tango: all 12 steps are up to date."], second.TangoLines);
        Assert.Equal(["combine", "generate-sonnet-018", "report", "score-sonnet-018"], seed.StepsThatRan());
        Assert.Equal(["combine", "generate-sonnet-999", "load-sonnet-999", "report", "score-sonnet-999"], more.StepsThatRan());
        Assert.Contains("| *mean of 11* |", sweep.Read("Study/bin/Debug/net10.0/report.md"), StringComparison.Ordinal);
    }
}
