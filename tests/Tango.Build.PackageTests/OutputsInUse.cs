using System.Diagnostics;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>A command stands in the middle of its work when something else comes that writes to its outputs or deletes from them.</summary>
public sealed class OutputsInUse
{
    private const string Run = "echo $(V) > d/1; if test $(V) = 2; then echo > met; read x < go; fi; echo $(V) > d/2";

    [Theory]
    [InlineData("-p:V=3", 3)]
    [InlineData("-p:V=3;Configuration=Release", 3)]
    [InlineData("-p:V=1", 2)]
    [InlineData("-t:Clean", 2)]
    public async Task Are_not_touched_before_they_are_stored(string other, int results)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var app = await Consumer.EmptyAsync();
        ProjectCreator.Create(app.PathOf("data.proj"), $"Tango.Build/{app.Feed.Version}").TangoStep("make", "Command", ("Run", Run), ("Outputs", "d/")).Save();
        (await app.BuildAsync("-p:V=1")).EnsureSuccess();
        foreach (var pipe in (string[])["met", "go"])
            await Process.Start("mkfifo", app.PathOf(pipe)).WaitForExitAsync();

        var build = app.BuildAsync("-p:V=2");
        await Task.WhenAny(Task.Run(() => File.ReadAllText(app.PathOf("met"))), build);
        using var second = Process.Start(DotNet.StartInfo(app.Folder, ["build", "-tl:off", other]))!;
        while (await second.StandardOutput.ReadLineAsync() is { } line && !line.Contains("waiting", StringComparison.Ordinal))
        {
            // Lines before the one that tells that it waits.
        }

        await Task.WhenAny(Task.Run(() => File.WriteAllText(app.PathOf("go"), "on\n")), build);
        (await build).EnsureSuccess();
        var rest = await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();

        Assert.True(second.ExitCode == 0, rest);
        Assert.Equal(results, app.EntriesOf("Command").Count);
        Assert.All(app.EntriesOf("Command"), entry => Assert.Equal(File.ReadAllText(Path.Combine(entry, "result/d/1")), File.ReadAllText(Path.Combine(entry, "result/d/2"))));
    }
}
