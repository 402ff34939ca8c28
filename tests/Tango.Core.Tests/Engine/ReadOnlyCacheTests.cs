using Tango.Build.TestKit;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds over a cache that cannot be written: a file system that is mounted read-only, which holds for root too.</summary>
[Trait("Speed", "Slow")]
public sealed class ReadOnlyCacheTests : IDisposable
{
    private readonly EngineProject _project = new();
    private Tmpfs? _disk;

    public void Dispose()
    {
        _disk?.Dispose();
        _project.Dispose();
    }

    [TmpfsFact]
    public async Task What_is_missing_runs_hands_its_results_on_and_is_one_warning()
    {
        await BuildReadOnlyAsync();
        Declare()
            .Declare<Plus>("more", "Left=ref:sum", "Right=10", "ExportTo=more.json")
            .Declare<Streams>("sequence", "Count=1000")
            .DeclareCommand("command", "cat {more} > out/copy.txt", "Inputs=ref:more", "Outputs=out/");

        for (var build = 1; build <= 2; build++)
        {
            var (result, _) = await _project.BuildAsync();

            Assert.Equal([StepState.Cached, StepState.Cached, StepState.Ran, StepState.Ran, StepState.Ran], result.Steps.Select(step => step.State));
            Assert.Equal("TANGO0315", Assert.Single(result.Diagnostics).Code);
            Assert.Equal("13", File.ReadAllText(_project.PathOf("more.json")));
            Assert.Equal("13", File.ReadAllText(_project.PathOf("out/copy.txt")));
            AssertNothingStored(entries: 2);
            Assert.False(_project.IsConfirmed());

            // Those of the build before are gone.
            Assert.All(result.Steps, step => Assert.True(File.Exists(Path.Combine(step.Path!, "metadata.json")), step.Name));
            Assert.Contains($"'{Assert.Single(ResultFolders())}'", result.Diagnostics[0].Message, StringComparison.Ordinal);
        }

        _disk!.Remount("rw");
        var (stored, _) = await _project.BuildAsync();
        Assert.Empty(stored.Diagnostics);
        Assert.True(_project.IsConfirmed());
    }

    [TmpfsFact]
    public async Task A_build_that_finds_everything_says_nothing()
    {
        await BuildReadOnlyAsync();
        Directory.Delete(_project.StateDirectory, recursive: true);

        var (result, _) = await _project.BuildAsync();

        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
        Assert.Empty(result.Diagnostics);
        Assert.True(_project.IsConfirmed());
    }

    [TmpfsFact]
    public async Task A_step_that_is_forced_runs_and_its_consumer_has_the_new_result()
    {
        await BuildReadOnlyAsync();

        var (result, events) = await _project.BuildAsync(_project.Request with { Force = ["one", "sum"] });

        Assert.Equal(["one", "sum"], events.Completed);
        Assert.Equal("TANGO0315", Assert.Single(result.Diagnostics).Code);
        AssertNothingStored(entries: 2);
    }

    [TmpfsFact]
    public async Task A_step_that_fails_is_told_as_ever()
    {
        await BuildReadOnlyAsync();
        Declare().Declare<FailsInConstructor>("fails");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(["TANGO0315", "TANGO0201"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        var log = result.Diagnostics[1].Message.Split(" Log: ")[1];
        Assert.Contains("no licence", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        Assert.StartsWith(Assert.Single(ResultFolders()), log, StringComparison.Ordinal);
        AssertNothingStored(entries: 2);
    }

    [TmpfsFact]
    public async Task Results_are_fetched_from_a_remote_cache_and_pushed_to_it()
    {
        await using var server = FileServer.Start();
        var request = _project.Request with { RemoteCache = new(server.Address) };
        await _project.DeclareAnew().Declare<Constant>("one", "Value=1").BuildAsync(request with { Declarations = _project.Request.Declarations });
        Directory.Delete(_project.Request.CacheDirectory, recursive: true);
        await BuildReadOnlyAsync(declare: () => _project.DeclareAnew());
        Declare();

        var (result, events) = await _project.BuildAsync(_project.Request with { RemoteCache = new(server.Address) });

        Assert.Equal("one", Assert.Single(events.Of<RunEvent.StepFetched>()).Step);
        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal("TANGO0315", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(2, server.Files.Keys.Count(name => name.EndsWith(".zst", StringComparison.Ordinal)));
        AssertNothingStored(entries: 0);
    }

    [TmpfsTheory]
    [InlineData("read-only")]
    [InlineData("unusable entry")]
    public async Task A_full_disk_below_obj_is_named_and_not_the_cache(string why)
    {
        _project.Declare<Streams>("big", "Count=1000000", "Format=jsonl");
        if (why == "read-only")
            _disk = new Tmpfs(_project.Request.CacheDirectory, "ro");
        else
            Directory.CreateDirectory(Path.Combine(_project.EntryOf("big"), ".lock"));

        using var state = new Tmpfs(_project.StateDirectory, "size=2m");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        var errors = result.Diagnostics.Where(diagnostic => diagnostic.IsError).ToList();
        Assert.Contains(errors, error => error.Code == "TANGO0302");
        Assert.All(errors, error =>
        {
            Assert.Contains(_project.StateDirectory, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain($"'{_project.Request.CacheDirectory}'", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_cache_that_nobody_may_open_is_told_as_that()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return; // Root may open everything.

        Declare();
        var cache = Directory.CreateDirectory(_project.Request.CacheDirectory);
        cache.UnixFileMode = UnixFileMode.None;
        try
        {
            var (result, _) = await _project.BuildAsync();

            Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
            Assert.Equal("TANGO0317", Assert.Single(result.Diagnostics).Code);
        }
        finally
        {
            cache.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    private string[] ResultFolders() => Directory.GetDirectories(_project.StateDirectory, "results-*");

    private EngineProject Declare() => _project.DeclareAnew().Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");

    private async Task BuildReadOnlyAsync(Action? declare = null)
    {
        _disk = new Tmpfs(_project.Request.CacheDirectory, "size=10m");
        (declare ?? (() => Declare()))();
        await _project.BuildAsync();
        _disk.Remount("ro");
    }

    private void AssertNothingStored(int entries)
    {
        Assert.Equal(entries, new DirectoryStepCache(_project.Request.CacheDirectory).EnumerateUniqueIds().Count());
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_project.StateDirectory), path => Path.GetFileName(path).Contains('-', StringComparison.Ordinal) && !ResultFolders().Contains(path) && !path.EndsWith(".bin", StringComparison.Ordinal));
    }
}
