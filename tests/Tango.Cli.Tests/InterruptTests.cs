using System.Diagnostics;

namespace Tango.Cli.Tests;

/// <summary>The tool as a process of its own, and instead of <c>dotnet</c> a program that says when it runs.</summary>
public sealed class InterruptTests : IDisposable
{
    private const string Trap = "#!/bin/sh\ntrap 'echo \"a.csproj : warning X1: the build ends\"; exit 1' INT\n";
    private const string Endless = "echo ::running\nwhile :; do sleep 1 & wait $!; done\n";

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 130, "run")]
    [InlineData("TERM", 143, "run")]
    public async Task The_build_ends_as_by_Ctrl_C_and_the_last_line_tells_it(string signal, int expected, params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var tango = ToolProcess.Start(_folder, Trap + Endless, arguments);
        await ReadToAsync(tango, "::running");
        Signal(signal, tango.Id);
        var output = await tango.StandardOutput.ReadToEndAsync();
        await tango.WaitForExitAsync();

        Assert.Equal(expected, tango.ExitCode);
        Assert.Equal("a.csproj : warning X1: the build ends\nInterrupted.\n", output);
        Assert.Equal("", await tango.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task JSON_tells_that_it_was_interrupted()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var tango = ToolProcess.Start(_folder, Trap + Endless, "run", "--json");
        await ReadToAsync(tango, "::running", tango.StandardError);
        Signal("INT", tango.Id);

        using var json = System.Text.Json.JsonDocument.Parse(await tango.StandardOutput.ReadToEndAsync());
        Assert.True(json.RootElement.GetProperty("interrupted").GetBoolean());
    }

    /// <summary>As one that a script has started with <c>&amp;</c>.</summary>
    [Fact]
    public async Task A_build_that_ignores_Ctrl_C_is_terminated()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var build = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' INT\ntrap 'exit 9' TERM\n" + Endless]) { RedirectStandardOutput = true })!;
        await ReadToAsync(build, "::running");

        await BuildEnd.Default.RequestAsync(build).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(9, build.ExitCode);
    }

    [Fact]
    public async Task A_build_that_does_not_react_is_killed()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var build = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' INT TERM\n" + Endless]) { RedirectStandardOutput = true })!;
        await ReadToAsync(build, "::running");

        await new BuildEnd(TimeSpan.FromMilliseconds(10)).RequestAsync(build);

        Assert.True(build.HasExited);
        Assert.Equal(128 + 9, build.ExitCode);
    }

    private static async Task ReadToAsync(Process process, string line, StreamReader? from = null)
    {
        string? read;
        do
        {
            read = await (from ?? process.StandardOutput).ReadLineAsync();
            Assert.NotNull(read);
        }
        while (read != line);
    }

    private static void Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
