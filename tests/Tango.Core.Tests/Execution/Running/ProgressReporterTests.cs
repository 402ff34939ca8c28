using Tango.Execution.Running;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

public sealed class ProgressReporterTests
{
    private readonly Clock _clock = new();
    private readonly List<string?> _reported = [];

    [Fact]
    public void Frequent_progress_is_reported_ten_times_a_second_and_at_the_end()
    {
        var teller = new ProgressReporter("step", Take, _clock);
        for (var row = 0; row <= 1000; row++)
        {
            teller.Report(new StepProgress(row / 1000.0, $"row {row}"));
            _clock.Now += TimeSpan.FromMilliseconds(0.25).Ticks;
        }

        teller.End();

        Assert.Equal(["row 0", "row 400", "row 800", "row 1000"], _reported);
    }

    [Fact]
    public void Reported_progress_is_not_repeated_at_the_end()
    {
        var teller = new ProgressReporter("step", Take, _clock);
        teller.Report(new StepProgress(1, "done"));

        teller.End();

        Assert.Equal(["done"], _reported);
    }

    private void Take(RunEvent runEvent) => _reported.Add(((RunEvent.StepProgressed)runEvent).Text);

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
