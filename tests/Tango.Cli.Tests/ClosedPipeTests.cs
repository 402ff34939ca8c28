namespace Tango.Cli.Tests;

/// <summary>The reader of a pipe, e.g. <c>head</c>, has enough.</summary>
public sealed class ClosedPipeTests : IDisposable
{
    // Prints until it is told to end, and then leaves a file.
    private const string Endless =
        """
        #!/bin/sh
        trap 'echo >ended; exit 1' INT
        i=0
        while :; do i=$((i+1)); LINE; done

        """;

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("echo \"    Tango  model$i  run  first run\"", "plan", "--all")]
    [InlineData("echo \"a.csproj : warning X$i: no\"", "run")]
    [InlineData("echo \"a.csproj : error X$i: no\"", "run")]
    [InlineData("echo \"::warning::$i\"", "run")]
    [InlineData("echo \"::warning::$i\"; sleep 0.1", "run")]
    public async Task Ends_the_build_and_the_tool_says_nothing_more(string line, params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var tango = ToolProcess.Start(_folder, Endless.Replace("LINE", line, StringComparison.Ordinal), arguments);
        Assert.NotNull(await tango.StandardOutput.ReadLineAsync());
        tango.StandardOutput.Close();

        Assert.Equal("", await tango.StandardError.ReadToEndAsync());
        await tango.WaitForExitAsync();
        Assert.Equal((141, true), (tango.ExitCode, File.Exists(_folder.PathOf("ended"))));
    }
}
