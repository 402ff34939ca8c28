using System.Globalization;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class SavedTimeTests
{
    // state:id:seconds
    [Theory]
    [InlineData("", 0)]
    [InlineData("Cached:a:3", 3)]
    [InlineData("Cached:a:3 Cached:b:4", 7)]
    [InlineData("Cached:a:3 Cached:a:3", 3)]
    [InlineData("Ran:a:3 Cached:a:3", 0)]
    [InlineData("Cached:a:3 Ran:a:3 Cached:b:1", 1)]
    [InlineData("Ran:a:3 Failed:b:2 Skipped:c:5", 0)]
    public void A_result_counts_once_and_not_at_all_if_it_was_computed_now(string steps, int seconds)
    {
        var all = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(':')).ToList();

        Assert.Equal(TimeSpan.FromSeconds(seconds), SavedTime.Of(all.Select(step => new StepOutcome("s", step[1], State(step)) { Cost = Cost(step) })));
        Assert.Equal(TimeSpan.FromSeconds(seconds), SavedTime.Of(all.Select(step => new StepRecord { Name = "s", UniqueId = step[1], State = State(step), Cost = Cost(step) })));
    }

    private static StepState State(string[] step) => Enum.Parse<StepState>(step[0]);

    private static TimeSpan Cost(string[] step) => TimeSpan.FromSeconds(int.Parse(step[2], CultureInfo.InvariantCulture));
}
