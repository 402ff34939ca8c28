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

    private static async Task<ResourceUsage> MeasureAsync(string script)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardError = true } };
        var usage = ExitUsage.Start(process)!;
        await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return await usage.ReadAsync(wasOnlyChild: false);
    }
}
