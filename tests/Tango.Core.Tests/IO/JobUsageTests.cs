using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Tango.Core.Tests.Execution;
using Tango.IO;

namespace Tango.Core.Tests.IO;

[SupportedOSPlatform("windows")]
public sealed class JobUsageTests
{
    // A machine may be so busy that a start takes too long for all to be known. Not so often in a row.
    private const int MaxStarts = 50;

    private const string Work = "for /L %i in (1,1,20000) do @rem";

    /// <summary>Both times are of the same day.</summary>
    [Theory]
    [InlineData("12:00:00.000", "12:00:00.000", true)]
    [InlineData("12:00:00.000", "12:00:00.009", true)]
    [InlineData("12:00:00.000", "12:00:00.010", false)]
    [InlineData("12:00:00.000", "12:00:05.000", false)]
    [InlineData("12:00:00.001", "12:00:00.000", false)]
    [InlineData("12:00:00.000", "11:00:00.000", false)]
    public void A_start_is_known_to_be_quick_only_by_a_clock_that_goes_forward(string started, string now, bool hasJustStarted)
    {
        Assert.Equal(hasJustStarted, JobUsage.HasJustStarted(At(started), At(now)));

        // Processes tell their start in local time.
        Assert.Equal(hasJustStarted, JobUsage.HasJustStarted(At(started).ToLocalTime(), At(now)));

        static DateTime At(string time) => DateTime.Parse("2026-10-25T" + time + "Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }

    /// <summary>The commands wait for a line, so that what they start is started after they were put into the job.</summary>
    [WindowsTheory]
    [InlineData("set /p line= & " + Work)]
    [InlineData("set /p line= & cmd /d /c \"" + Work + "\"")]
    [InlineData("set /p line= & cmd /d /c \"cmd /d /c \"" + Work + "\"\"")]
    public async Task The_time_is_that_of_the_command_and_of_what_it_started(string command)
    {
        for (var start = 0; start < MaxStarts; start++)
        {
            using var process = Cmd(command);
            using var usage = JobUsage.StartProcess(process);
            var clock = Stopwatch.StartNew();
            await process.StandardInput.WriteLineAsync("go");
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());
            Assert.Equal(0, process.ExitCode);
            if (usage is null)
                continue;

            var told = await usage.ReadAsync(wasOnlyChild: false);
            Assert.Null(told.PeakMemory);
            Assert.InRange(told.CpuTime!.Value, TimeSpan.FromTicks(1), (clock.Elapsed + TimeSpan.FromSeconds(1)) * Environment.ProcessorCount);
            return;
        }

        Assert.Fail($"Of {MaxStarts} starts none was quick enough.");
    }

    [WindowsFact]
    public void A_program_that_does_not_start_is_the_error_that_it_is()
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(@"C:\nothing\here.exe") };

        Assert.Throws<Win32Exception>(() => JobUsage.StartProcess(process));
    }

    [WindowsFact]
    public async Task What_a_process_has_started_is_known_while_it_runs()
    {
        using var waits = Cmd("set /p line=");
        waits.Start();

        Assert.True(ProcessTable.HasChildren(Environment.ProcessId));
        Assert.False(ProcessTable.HasChildren(waits.Id));

        waits.StandardInput.Close();
        await waits.WaitForExitAsync();
    }

    private static Process Cmd(string command) =>
        new() { StartInfo = new ProcessStartInfo("cmd.exe", "/d /s /c \"" + command + "\"") { RedirectStandardInput = true, RedirectStandardOutput = true, CreateNoWindow = true } };
}
