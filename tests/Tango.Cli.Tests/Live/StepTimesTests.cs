using Tango.Cli.Live;
using Tango.Runs;

namespace Tango.Cli.Tests.Live;

public sealed class StepTimesTests
{
    // NAME:SECONDS of the steps in the records, the newest first; the names that are asked for; their times; how many steps are read for that.
    [Theory]
    [InlineData("", "a", "-", 0)]
    [InlineData("a:1 b:2 c:3", "a", "1", 1)]
    [InlineData("a:1 b:2 c:3", "b a b", "2 1 2", 2)]
    [InlineData("a:1 b:2 a:3", "A", "1", 1)]
    [InlineData("a:0 b:2 a:3", "a", "3", 3)]
    [InlineData("a:1 b:2 c:3", "d e d", "- - -", 3)]
    public void The_newest_time_counts_and_each_record_is_read_once_and_only_if_needed(string recorded, string asked, string times, int read)
    {
        var count = 0;
        using var found = new StepTimes(recorded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step =>
        {
            count++;
            return new StepRecord { Name = step[..1], UniqueId = "", State = StepState.Ran, Cost = TimeSpan.FromSeconds(step[2] - '0') };
        }));

        Assert.Equal(times, string.Join(' ', asked.Split(' ').Select(name => found.Find(name) is { } time ? $"{time.TotalSeconds:0}" : "-")));
        Assert.Equal(read, count);
    }
}
