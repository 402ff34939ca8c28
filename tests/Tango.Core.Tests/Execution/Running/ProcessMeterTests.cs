using System.Globalization;
using Tango.Execution.Running;
using Tango.IO;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>Which steps are measured alone.</summary>
public sealed class ProcessMeterTests
{
    // +x: begins, -x: ends, !x: ends and goes on running.
    [Theory]
    [InlineData("+a -a", "a")]
    [InlineData("+a -a +b -b", "ab")]
    [InlineData("+a +b -a -b", "")]
    [InlineData("+a +b -b -a +c -c", "c")]
    [InlineData("+a +b -a +c -b -c", "")]
    [InlineData("!a +b -b", "b")]
    [InlineData("+a !a +b -b", "a")]
    [InlineData("+a +b !a -b +c -c", "")]
    public void A_step_is_alone_if_nothing_else_runs_from_its_beginning_to_its_end(string events, string alone)
    {
        var process = new ProcessMeter(isWorker: true);
        var (meters, found) = (new Dictionary<char, StepMeter>(), new List<char>());
        foreach (var step in events.Split(' '))
        {
            if (step[0] == '+')
            {
                meters[step[1]] = process.Begin(isCommand: false);
            }
            else if (meters.TryGetValue(step[1], out var meter))
            {
                if (meter.IsAlone)
                    found.Add(step[1]);

                if (step[0] == '!')
                    meter.Leave();

                meter.Dispose();
            }
        }

        Assert.Equal(alone, string.Concat(found));
    }

    [Fact]
    public void Nothing_is_known_of_a_step_that_goes_on_after_its_end()
    {
        using var meter = new ProcessMeter(isWorker: true).Begin(isCommand: false);
        meter.Leave();

        Assert.Equal(ResourceUsage.Unknown, meter.Read());
    }

    [Fact]
    public void In_a_process_that_does_other_things_too_no_step_is_alone()
    {
        using var meter = new ProcessMeter(isWorker: false).Begin(isCommand: false);

        Assert.Equal((false, ResourceUsage.Unknown), (meter.IsAlone, meter.Read()));
    }

    [Theory]
    [InlineData("1/10", "1/10")]
    [InlineData("1/10 2/5", "3/10")]
    [InlineData("1/10 2/20", "3/20")]
    [InlineData("1/10 ?/?", "?/?")]
    [InlineData("1/? 2/20", "3/?")]
    [InlineData("?/? 1/1", "?/?")]
    [InlineData("", "?/?")]
    public void The_attempts_of_a_command_are_added_up_if_all_are_known(string attempts, string sum)
    {
        using var meter = new ProcessMeter(isWorker: true).Begin(isCommand: true);
        foreach (var attempt in attempts.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            meter.Add(Usage(attempt));

        Assert.Equal(Usage(sum), meter.Read());
    }

    private static ResourceUsage Usage(string text) => text.Split('/') is [var cpu, var peak]
        ? new(cpu == "?" ? null : TimeSpan.FromSeconds(int.Parse(cpu, CultureInfo.InvariantCulture)), peak == "?" ? null : int.Parse(peak, CultureInfo.InvariantCulture))
        : throw new FormatException();
}
