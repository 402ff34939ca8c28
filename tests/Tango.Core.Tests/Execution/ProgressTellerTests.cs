using Tango.Execution;
using Tango.Runs;

namespace Tango.Core.Tests.Execution;

public sealed class ProgressTellerTests
{
    private readonly Clock _clock = new();
    private readonly List<string?> _told = [];

    [Fact]
    public void A_step_that_reports_all_the_time_is_told_ten_times_a_second_and_at_its_end()
    {
        var teller = new ProgressTeller("step", Take, _clock);
        for (var row = 0; row <= 1000; row++)
        {
            teller.Report(new StepProgress(row / 1000.0, $"row {row}"));
            _clock.Now += TimeSpan.FromMilliseconds(0.25).Ticks;
        }

        teller.End();

        Assert.Equal(["row 0", "row 400", "row 800", "row 1000"], _told);
    }

    [Fact]
    public void What_was_told_is_not_told_again_at_the_end()
    {
        var teller = new ProgressTeller("step", Take, _clock);
        teller.Report(new StepProgress(1, "done"));

        teller.End();

        Assert.Equal(["done"], _told);
    }

    private void Take(RunEvent runEvent) => _told.Add(((RunEvent.StepProgressed)runEvent).Text);

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
