using Tango.Caching.Entries;
using Tango.IO;
using Tango.Runs;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

/// <summary><c>tango log --follow</c> of a step: until nobody writes it any more.</summary>
public sealed class LogCommandTests : IDisposable
{
    private const string BuildLock = "build-0123456789abcdef";

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nothing")]
    [InlineData("a killed build")]
    [InlineData("a build of another project")]
    [InlineData("a file that is no lock of a build")]
    [InlineData("a killed owner of its result")]
    [InlineData("no state any more")]
    public async Task A_step_that_has_ended_is_printed(string beside)
    {
        await PrepareAsync(StepState.Ran);
        using var taken = Leave(beside);

        var result = await CliRun.RunAsync(_folder.Path, "log", "model", "--follow");

        Assert.Equal((0, "one\n", ""), result);
    }

    [Theory]
    [InlineData(BuildLock)]
    [InlineData("owner")]
    public async Task A_step_that_may_run_is_followed_to_its_end(string taken)
    {
        if (OperatingSystem.IsWindows())
            return;

        await PrepareAsync(StepState.Ran);
        using var running = FileLock.TryAcquire(taken == BuildLock ? _folder.PathOf("App/obj/tango/" + BuildLock) : Path.Combine(Entry, EntryLayout.Lock))!;
        using var tango = ToolProcess.Start(_folder, "", "log", "-f", "model");

        Assert.Equal("one", await tango.StandardOutput.ReadLineAsync());
        await File.AppendAllTextAsync(_folder.PathOf("log.txt"), "two\n");
        Assert.Equal("two", await tango.StandardOutput.ReadLineAsync());
        Assert.False(tango.HasExited);
        running.Dispose();

        Assert.Equal("", await tango.StandardOutput.ReadToEndAsync());
        await tango.WaitForExitAsync();
        Assert.Equal(0, tango.ExitCode);
    }

    /// <summary>Nothing on this machine shows when the job ends.</summary>
    [Fact]
    public async Task A_job_of_a_cluster_is_followed()
    {
        if (OperatingSystem.IsWindows())
            return;

        await PrepareAsync(StepState.Submitted);
        using var tango = ToolProcess.Start(_folder, "", "log", "-f", "model");

        Assert.Equal("one", await tango.StandardOutput.ReadLineAsync());
        await File.AppendAllTextAsync(_folder.PathOf("log.txt"), "two\n");
        Assert.Equal("two", await tango.StandardOutput.ReadLineAsync());
        tango.Kill();
        await tango.WaitForExitAsync();
    }

    private string Entry => Path.Combine(_folder.CacheDirectory, "Model-1-a");

    private async Task PrepareAsync(StepState state)
    {
        await _folder.StoreAsync("Model-1-a", "text", "result");
        Directory.CreateDirectory(_folder.PathOf("App/obj/tango"));
        await File.WriteAllTextAsync(_folder.PathOf("log.txt"), "one\n");
        _folder.Build(Ran("model", "Model-1-a") with { State = state, Log = _folder.PathOf("log.txt") });
    }

    private FileLock? Leave(string beside)
    {
        switch (beside)
        {
            case "a killed build": File.WriteAllText(_folder.PathOf("App/obj/tango/" + BuildLock), ""); break;
            case "a build of another project": return FileLock.TryAcquire(_folder.PathOf("Other/obj/tango/" + BuildLock));
            case "a file that is no lock of a build": return FileLock.TryAcquire(_folder.PathOf("App/obj/tango/build-notes"));
            case "a killed owner of its result": File.WriteAllText(Path.Combine(Entry, EntryLayout.Lock), ""); break;
            case "no state any more": Directory.Delete(_folder.PathOf("App/obj"), recursive: true); break;
        }

        return null;
    }
}
