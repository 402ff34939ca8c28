using Tango.Reports.Page;
using Tango.Runs;

namespace Tango.Core.Tests.Reports.Page;

public sealed class CriticalPathTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_the_longest_chain_of_steps_that_need_each_other()
    {
        var run = Run(Step("load", 0, 2), Step("long", 2, 5, "load"), Step("short", 2, 1, "load"), Step("alone", 0, 6), Step("end", 7, 1, "short", "long", "cached"), Cached("cached"));

        Assert.Equal(["load", "long", "end"], CriticalPath.Of(run).Select(step => step.Name));
    }

    [Fact]
    public void Steps_may_be_recorded_in_any_order() =>
        Assert.Equal(["a", "b", "c"], CriticalPath.Of(Run(Step("c", 2, 1, "b"), Step("a", 0, 1), Step("b", 1, 1, "A"))).Select(step => step.Name));

    [Fact]
    public void A_run_of_cached_steps_has_none() => Assert.Empty(CriticalPath.Of(Run(Cached("a"))));

    private static RunRecord Run(params StepRecord[] steps) => new() { Project = "/App.csproj", StateDirectory = "/obj", ToolVersion = "1", Host = "vm", Ended = Start, Steps = [.. steps] };

    private static StepRecord Step(string name, int begin, int seconds, params string[] needs) =>
        new() { Name = name, UniqueId = name, State = StepState.Ran, Started = Start.AddSeconds(begin), Duration = TimeSpan.FromSeconds(seconds), Needs = [.. needs] };

    private static StepRecord Cached(string name) => new() { Name = name, UniqueId = name, State = StepState.Cached, Cost = TimeSpan.FromHours(1) };
}
