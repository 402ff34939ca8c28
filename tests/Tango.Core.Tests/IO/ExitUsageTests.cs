using System.Diagnostics;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ExitUsageTests
{
    // What is told of one is never that of another.
    [Fact]
    public async Task Of_children_that_run_at_once_each_has_its_own_numbers_or_none()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var told = await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            var isLarge = number % 6 == 0;
            return (isLarge, Usage: await MeasureAsync(isLarge ? "dd if=/dev/zero of=/dev/null bs=500M count=1" : "true"));
        }));

        Assert.All(told.Where(child => !child.isLarge), child => Assert.Null(child.Usage.PeakMemory));
        Assert.All(told.Where(child => child.isLarge && child.Usage.PeakMemory is not null), child => Assert.InRange(child.Usage.PeakMemory!.Value >> 20, 500, 600));
    }

    [Fact]
    public void A_program_that_does_not_start_is_the_error_that_it_is()
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("/nothing/here") };

        Assert.Throws<System.ComponentModel.Win32Exception>(() => ExitUsage.Start(process));
    }

    /// <summary>As on systems that tell nothing about a single child; before, after and own are processor time in ms and peaks in MB.</summary>
    [Theory]
    [InlineData(true, 100, 10, 350, 300, 50, 250, 300)]
    [InlineData(false, 100, 10, 350, 300, 50, null, null)]
    [InlineData(true, 100, 300, 350, 300, 50, 250, null)]
    [InlineData(true, 100, 10, 350, 80, 50, 250, null)]
    [InlineData(true, 100, 10, 350, 83, 50, 250, 83)]
    [InlineData(true, 100, 10, 100, 10, 50, 0, null)]
    [InlineData(true, 100, 10, 350, 300, null, 250, null)]
    public async Task Sums_over_all_children_tell_of_an_only_child(bool isOnly, int cpuBefore, int peakBefore, int cpuAfter, int peakAfter, int? own, int? cpu, int? peak)
    {
        var sums = new Queue<(TimeSpan, long)>([(TimeSpan.FromMilliseconds(cpuBefore), Bytes(peakBefore)), (TimeSpan.FromMilliseconds(cpuAfter), Bytes(peakAfter))]);
        using var process = new Process { StartInfo = new ProcessStartInfo(Environment.ProcessPath!, ["--version"]) { RedirectStandardOutput = true } };

        using var usage = SummedUsage.StartProcess(process, sums.Dequeue, own is { } size ? Bytes(size) : null);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());

        Assert.Equal(new(cpu is { } time ? TimeSpan.FromMilliseconds(time) : null, peak is { } bytes ? Bytes(bytes) : null), await usage.ReadAsync(isOnly));

        static long Bytes(int megabytes) => megabytes * 1024L * 1024;
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(1, 500_000, 2, 250_000, 7, 3.75)]
    [InlineData(1, 0x7FFF_0000_0000_0000 + 999_999, 0, 0x0000_0001_0000_0000, 7, 1.999999)]
    public void The_structure_of_macOS_has_microseconds_of_four_bytes(long userSeconds, long userMicroseconds, long systemSeconds, long systemMicroseconds, long peak, double seconds) =>
        Assert.Equal((TimeSpan.FromSeconds(seconds), peak), MacUsage.Read([userSeconds, userMicroseconds, systemSeconds, systemMicroseconds, peak, 1, 2]));

    private static async Task<ResourceUsage> MeasureAsync(string script)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardError = true } };
        using var usage = ExitUsage.Start(process)!;
        await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return await usage.ReadAsync(wasOnlyChild: false);
    }
}
