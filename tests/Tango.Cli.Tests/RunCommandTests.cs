using Tango.Cli.Commands;

namespace Tango.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private const string UpToDate = "Nothing to run: all steps are up to date.";
    private const string NoSteps = "Nothing to run: no project of this build has steps of Tango.Build. To add the package and a first step: tango init";

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>By what its projects print.</summary>
    [Theory]
    [InlineData(UpToDate, "  Tango: all 3 steps are up to date.")]
    [InlineData(UpToDate, "  Tango: the only step is up to date.")]
    [InlineData(UpToDate, "  Lib -> /x/Lib.dll", "  Tango: all 3 steps are up to date.", "  App -> /x/App.dll")]
    [InlineData(NoSteps, "  App -> /x/App.dll")]
    [InlineData(NoSteps, "  My.Tango: a line of another tool")]
    [InlineData(NoSteps)]
    public async Task A_build_that_runs_nothing_says_whether_it_has_steps(string expected, params string[] lines)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var tango = ToolProcess.Start(_folder, "#!/bin/sh\n" + string.Concat(lines.Select(line => $"echo '{line}'\n")), "run");
        var output = await tango.StandardOutput.ReadToEndAsync();
        await tango.WaitForExitAsync();

        Assert.Equal((0, expected), (tango.ExitCode, output.Trim()));
    }

    [Theory]
    [InlineData("b1", "b1")]
    [InlineData(" b1\n", "b1")]
    [InlineData("a b", "a b")]
    [InlineData("", null)]
    [InlineData(" \t", null)]
    [InlineData(null, null)]
    public void An_id_of_a_build_that_is_given_is_taken_without_blanks_around_it(string? given, string? expected)
    {
        if (expected is null)
            Assert.Equal(32, RunCommand.BuildId(given).Length);
        else
            Assert.Equal(expected, RunCommand.BuildId(given));
    }
}
