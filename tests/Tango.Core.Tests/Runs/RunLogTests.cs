using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_event_is_a_line_at_once()
    {
        using var log = RunLog.OfText(_directory.PathOf("run.log"));

        log.OnEvent(new RunEvent.StrayOutput { Text = "one" });

        Assert.EndsWith("  one\n", ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_opened_is_given_up()
    {
        Directory.CreateDirectory(_directory.PathOf("run.log"));
        using var log = RunLog.OfText(_directory.PathOf("run.log"));

        log.OnEvent(new RunEvent.StrayOutput { Text = "one" });
        Directory.Delete(_directory.PathOf("run.log"));
        log.OnEvent(new RunEvent.StrayOutput { Text = "two" });

        Assert.False(File.Exists(_directory.PathOf("run.log")));
    }

    [Fact]
    public void A_full_disk_is_no_error()
    {
        // The device that is always full is Linux's.
        using var log = RunLog.OfText(OperatingSystem.IsLinux() ? "/dev/full" : _directory.PathOf("run.log"));

        log.OnEvent(new RunEvent.StrayOutput { Text = "one" });
        log.OnEvent(new RunEvent.StrayOutput { Text = "two" });
    }

    private string ReadLog()
    {
        using var stream = new FileStream(_directory.PathOf("run.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd();
    }
}
