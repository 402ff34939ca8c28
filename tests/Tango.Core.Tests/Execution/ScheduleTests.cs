using Tango.Execution;
using Tango.Execution.Plans;

namespace Tango.Core.Tests.Execution;

/// <summary>Which of the steps that are ready starts next.</summary>
public sealed class ScheduleTests
{
    // NAME:SECONDS>BEFORE,BEFORE; without seconds it has never run.
    [Theory]
    [InlineData("a:1 b:2 c:3", "c b a")]
    [InlineData("a:1 b:5 c:9>a", "a c b")]
    [InlineData("short:3 long:2 last:4>long", "long last short")]
    [InlineData("a b c", "a b c")]
    [InlineData("a b c>b d>c", "b c a d")]
    [InlineData("a:1 b c:3", "c b a")]
    [InlineData("a:10 b:1 c:1>b d:1>c e:20>d", "b c d e a")]
    [InlineData("a:1 b:1 join:5>a,b c:7", "c a b join")]
    public void The_step_with_the_longest_path_behind_it_starts_first(string steps, string order)
    {
        var schedule = new Schedule(PlanOf(steps) with { Options = new() { MaxParallelism = 1 } });
        var started = new List<string>();
        while (schedule.TryStart() is { } step)
        {
            started.Add(step.Name);
            schedule.End(step, StepCompletion.Completed);
        }

        Assert.Equal(order, string.Join(' ', started));
    }

    [Theory]
    [InlineData(2, "long short", "the second processor takes the next that is ready")]
    [InlineData(1, "long", "one processor takes one")]
    public void As_many_start_as_there_are_processors(int processors, string started, string why)
    {
        var schedule = new Schedule(PlanOf("short:1 middle:1>short long:9") with { Options = new() { MaxParallelism = processors } });

        Assert.True(started == string.Join(' ', Started(schedule)), why);
    }

    [Fact]
    public void A_step_that_does_not_fit_lets_a_shorter_one_pass()
    {
        var plan = PlanOf("one:9 two:5 three:1") with { Options = new() { MaxParallelism = 3 } };
        plan = plan with { Steps = [.. plan.Steps.Select(step => step with { Options = new StepOptions { Cpus = step.Name == "two" ? 3 : 1 } })] };

        Assert.Equal(["one", "three"], Started(new Schedule(plan)));
    }

    private static IEnumerable<string> Started(Schedule schedule)
    {
        while (schedule.TryStart() is { } step)
            yield return step.Name;
    }

    private static ExecutionPlan PlanOf(string steps) => new() { ToolVersion = "1", Steps = [.. steps.Split(' ').Select(Step)] };

    private static ExecutionStep Step(string text)
    {
        var (head, before) = text.Split('>') is [var first, var rest] ? (first, rest.Split(',')) : (text, []);
        var (name, seconds) = head.Split(':') is [var named, var time] ? (named, int.Parse(time, System.Globalization.CultureInfo.InvariantCulture)) : (head, 0);
        return new ExecutionStep
        {
            Name = name,
            UniqueId = name,
            Method = new StepMethod("A", "B", "C"),
            Type = "T",
            Format = "json",
            After = [.. before],
            LastDuration = TimeSpan.FromSeconds(seconds),
        };
    }
}
