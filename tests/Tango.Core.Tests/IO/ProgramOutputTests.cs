using System.ComponentModel;
using System.Diagnostics;
using Tango.Core.Tests.Execution;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ProgramOutputTests
{
    // More than a pipe takes.
    private static readonly string Long = new('x', 1 << 20);

    [Theory]
    [InlineData("echo out; echo err >&2; exit 3", "out\n", "err\n", 3)]
    [InlineData("cat", "in", "", 0)]
    [InlineData("cat >&2", "", "in", 0)]
    [InlineData("printf ä", "ä", "", 0)]
    [InlineData("exec <&-; printf 'read nothing'", "read nothing", "", 0)]
    [InlineData("kill -9 $$", "", "", 137)]
    public async Task What_a_program_prints_and_how_it_ends_is_returned(string script, string output, string error, int exitCode)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(new ProgramOutput(exitCode, output, error, WasEnded: false), await ProgramOutput.RunAsync(Shell(script), "in", TestLimits.Hang, CancellationToken.None));
    }

    [Theory]
    [InlineData("cat", 1 << 20)]
    [InlineData("exit 0", 0)]
    [InlineData("head -c 1", 1)]
    public async Task A_long_input_need_not_be_read_before_something_is_printed_or_at_all(string script, int printed)
    {
        if (OperatingSystem.IsWindows())
            return;

        var ran = await ProgramOutput.RunAsync(Shell(script), Long, TestLimits.Hang, CancellationToken.None);

        Assert.Equal((0, printed), (ran.ExitCode, ran.Output.Length));
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        if (OperatingSystem.IsWindows())
            return;

        var ran = await ProgramOutput.RunAsync(Shell("sleep 1000 & wait"), "", TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.True(ran.WasEnded);
    }

    [Fact]
    public async Task One_that_is_cancelled_is_ended_too()
    {
        if (OperatingSystem.IsWindows())
            return;

        var ran = await ProgramOutput.RunAsync(Shell("sleep 1000"), "", TestLimits.Hang, new CancellationToken(canceled: true));

        Assert.True(ran.WasEnded);
    }

    [Fact]
    public Task A_program_that_is_not_there_is_an_exception() =>
        Assert.ThrowsAsync<Win32Exception>(() => ProgramOutput.RunAsync(new ProcessStartInfo("/no/such/program"), "", TestLimits.Hang, CancellationToken.None));

    private static ProcessStartInfo Shell(string script) => new("/bin/sh", ["-c", script]);
}
