using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>What is told when there is no space left, or a folder is removed: never that the step has failed.</summary>
public sealed class FullStorageTests : IDisposable
{
    private static readonly string[] Storage = ["TANGO0302", "TANGO0602", "TANGO0314"];

    private readonly Project _project = new();

    public FullStorageTests() => _project
        .Declare<Streams>("sequence", "Count=3000")
        .Declare<Constant>("number", "Value=1")
        .Declare<Plus>("sum", "Left=ref:number", "Right=2")
        .DeclareCommand("command", "echo hello");

    public void Dispose() => _project.Dispose();

    [TmpfsTheory]
    [InlineData("nr_inodes=1", true)]
    [InlineData("nr_inodes=2", true)]
    [InlineData("nr_inodes=3", true)]
    [InlineData("nr_inodes=4", true)]
    [InlineData("nr_inodes=5")]
    [InlineData("nr_inodes=7")]
    [InlineData("nr_inodes=9")]
    [InlineData("nr_inodes=11")]
    [InlineData("nr_inodes=14")]
    [InlineData("size=4k", true)]
    [InlineData("size=8k", true)]
    [InlineData("size=12k")]
    [InlineData("size=16k")]
    [InlineData("size=20k")]
    [InlineData("size=28k")]
    public async Task A_full_cache_is_not_a_failure_of_the_step(string options, bool isTooSmall = false)
    {
        using var disk = new Tmpfs(_project.Cache.DirectoryPath, options);

        AssertStorageFailed(await _project.RunAsync(), isTooSmall);

        Assert.All(_project.Cache.EnumerateUniqueIds(), id => Assert.Equal(Tango.Caching.CacheReadState.Found, Verify(id)));
        disk.Remount(options.StartsWith("size", StringComparison.Ordinal) ? "size=10m" : "nr_inodes=1000");
        Assert.Empty((await _project.RunAsync()).Failed);
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
    }

    [TmpfsTheory]
    [InlineData("nr_inodes=1", true)]
    [InlineData("nr_inodes=2", true)]
    [InlineData("nr_inodes=3", true)]
    [InlineData("size=4k", true)]
    [InlineData("size=8k", true)]
    [InlineData("size=12k")]
    public async Task Nor_is_a_full_state_directory(string options, bool isTooSmall = false)
    {
        _project.DeclareAnew()
            .Declare<Streams>("sequence", "Count=30000", "CacheResults=false")
            .Declare<Constant>("number", "Value=1", "CacheResults=false")
            .DeclareCommand("command", "echo hello", "CacheResults=false");
        var scratch = Path.Combine(_project.StateDirectory, "steps");
        using var disk = new Tmpfs(scratch, options);

        AssertStorageFailed(await RunAsync(scratch), isTooSmall);

        disk.Remount(options.StartsWith("size", StringComparison.Ordinal) ? "size=10m" : "nr_inodes=1000");
        Assert.Empty((await RunAsync(scratch)).Failed);
    }

    [Fact]
    public void A_log_that_cannot_be_continued_is_a_warning()
    {
        if (!OperatingSystem.IsLinux())
            return; // No other system has a device that is always full.

        var warnings = new List<string>();
        var path = _project.PathOf("log.txt");
        using var log = new Tango.Execution.Running.StepLog(path, (level, text) => warnings.Add($"{level}: {text}"), () => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            OnIncomplete = why => warnings.Add("incomplete: " + why),
        };

        log.Write(StepLogLevel.Info, "first");
        log.Write(StepLogLevel.Info, ["second", "third"]);
        log.WriteFile("fourth");

        Assert.Equal(["incomplete: No space left on device : '/dev/full'", "Info: first", "Info: second", "Info: third"], warnings);
    }

    [Fact]
    public async Task An_exception_of_the_steps_own_files_is_one_of_the_step()
    {
        _project.DeclareAnew().Declare<FailsInConstructor>("own");

        Assert.Equal("TANGO0201", Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>()).Code);
    }

    private static void AssertStorageFailed(RecordedEvents events, bool isTooSmall)
    {
        Assert.True(!isTooSmall || events.Failed.Any());
        foreach (var failed in events.Of<RunEvent.StepFailed>())
        {
            Assert.Contains(failed.Code, Storage);
            Assert.Contains("No space left", failed.Message, StringComparison.Ordinal);
            Assert.Contains("Free space", failed.Message, StringComparison.Ordinal);
        }
    }

    private Tango.Caching.CacheReadState Verify(string uniqueId) =>
        _project.Cache.VerifyAsync(uniqueId, quarantine: false).AsTask().GetAwaiter().GetResult().State;

    private async Task<RecordedEvents> RunAsync(string scratch)
    {
        var events = new RecordedEvents();
        await _project.RunAsync(_project.ExecutionPlan() with { ScratchDirectory = scratch }, events);
        return events;
    }
}
