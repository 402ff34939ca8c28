using Tango.Caching.Entries;
using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Entries that may be intact but cannot be used here: they are left as they are, and no build fails.</summary>
[Trait("Speed", "Slow")]
public sealed class UnusableEntryTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string> Kinds => OperatingSystem.IsWindows() ? ["newer", "format", "version"] : ["newer", "format", "version", "unreadable"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_step_runs_once_and_its_result_is_used_without_being_stored(string kind)
    {
        _project.Declare<Writes>("text", "Text=export", "ExportTo=out.txt").Declare<Writes>("copy", "Text=ref:text");
        await _project.BuildAsync();
        var metadata = Spoil("text", kind);
        var before = File.GetLastWriteTimeUtc(metadata);
        File.Delete(_project.PathOf("out.txt"));
        _project.Declare<IsNothing>("asks", "Text=ref:text");

        var planned = (await TangoEngine.PlanAsync(_project.Request)).Steps.Single(step => step.Node.Name == "text");
        Assert.Equal(("run", "cached result cannot be used"), (StateText.Format(planned.Action), planned.ReasonText));
        await AssertRunsAsync(["text", "asks"]);
        // Nor is it stored elsewhere for later builds.
        File.Delete(_project.PathOf("out.txt"));
        await AssertRunsAsync(["text"]);

        Assert.Equal(before, File.GetLastWriteTimeUtc(metadata));
        Assert.False(Directory.Exists(Path.Combine(_project.Request.CacheDirectory, EntryLayout.Corrupt)));
        Directory.Delete(_project.EntryOf("text"), recursive: true);
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());
    }

    /// <summary>What a build that was killed while it fetched a result has left where no collection looks.</summary>
    [Theory]
    [InlineData(".0123456789abcdef.Step-1", 2, false)]
    [InlineData(".0123456789abcdef.staged", 2, false)]
    [InlineData(".0123456789abcdef.Step-1", 0, true)]
    [InlineData("Step-1", 2, true)]
    [InlineData(".mine", 2, true)]
    public async Task Their_folder_is_freed_of_what_killed_builds_have_left(string name, int days, bool stays)
    {
        _project.Declare<Writes>("text", "Text=export");
        await _project.BuildAsync();
        Spoil("text", "newer");
        var folder = Directory.CreateDirectory(Path.Combine(_project.Request.StateDirectory, "results", name));
        folder.LastWriteTimeUtc = DateTime.UtcNow - TimeSpan.FromDays(days);

        await TangoEngine.PlanAsync(_project.Request);
        Assert.True(Directory.Exists(folder.FullName));

        await _project.BuildAsync();
        Assert.Equal(stays, Directory.Exists(folder.FullName));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_command_restores_its_outputs_all_the_same(string kind)
    {
        _project.DeclareCommand("make", "echo made > made.txt", "Outputs=made.txt");
        await _project.BuildAsync();
        Spoil("make", kind);
        File.Delete(_project.PathOf("made.txt"));

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["make"], events.Completed);
        Assert.Equal("TANGO0309", Assert.Single(result.Diagnostics).Code);
        Assert.Equal("made", (await File.ReadAllTextAsync(_project.PathOf("made.txt"))).Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_its_lock_an_entry_is_left_alone_too(bool isCorrupt)
    {
        _project.Declare<Writes>("text", "Text=export", "ExportTo=out.txt");
        await _project.BuildAsync();
        var metadata = Path.Combine(_project.EntryOf("text"), EntryLayout.Metadata);
        File.Delete(metadata);
        if (isCorrupt)
            await File.WriteAllTextAsync(metadata, "{}");

        // A folder, which root cannot lock either.
        var obstacle = Directory.CreateDirectory(Path.Combine(_project.EntryOf("text"), EntryLayout.Lock));
        File.Delete(_project.PathOf("out.txt"));
        await AssertRunsAsync(["text"]);

        Assert.True(obstacle.Exists);
        obstacle.Delete();
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());
    }

    [Fact]
    public async Task A_step_that_is_forced_leaves_it_alone_too()
    {
        _project.Declare<Writes>("text", "Text=export");
        await _project.BuildAsync();
        var metadata = Spoil("text", "newer");
        var before = await File.ReadAllTextAsync(metadata);

        var (result, events) = await _project.BuildAsync(_project.Request with { Force = ["text"] });

        Assert.Equal(["text"], events.Completed);
        Assert.Equal("TANGO0309", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(metadata));
    }

    [Fact]
    public async Task A_step_that_only_cached_results_use_does_not_run()
    {
        _project.Declare<Writes>("text", "Text=export").Declare<Writes>("copy", "Text=ref:text");
        await _project.BuildAsync();
        Spoil("text", "newer");
        _project.Declare<Constant>("other", "Value=1");

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["other"], events.Completed);
        Assert.Equal(StepState.Skipped, result.Steps[0].State);
    }

    [Fact]
    public async Task Without_a_build_the_result_is_computed_in_memory_with_a_warning()
    {
        var cache = new DirectoryStepCache(_project.Request.CacheDirectory);
        var step = Step.Create<Constant>(new { value = 7 });
        await step.ResultAsync(cache);
        Entry.Reseal(cache.PathForStep(step.UniqueId), "\"schemaVersion\": 1", "\"schemaVersion\": 2");
        var metadata = Path.Combine(cache.PathForStep(step.UniqueId), EntryLayout.Metadata);
        var before = await File.ReadAllTextAsync(metadata);
        var events = new RecordedEvents();

        var sum = Step.Create<Plus>(new { left = step, right = 1 });
        DryRun.Plan([sum], cache, events);
        Assert.Equal(8, await sum.ResultAsync(cache));
        Assert.Equal(7, await step.ResultAsync(cache));

        Assert.Equal("TANGO0309", Assert.Single(events.All.OfType<RunEvent.PlanWarned>()).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(metadata));
    }

    // Only collections read roots.
    [Theory]
    [InlineData("unreadable")]
    [InlineData("folder")]
    [InlineData("roots is a file")]
    public async Task A_root_that_cannot_be_read_fails_no_build(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        var roots = Path.Combine(_project.Request.CacheDirectory, EntryLayout.Roots);
        var root = Assert.Single(Directory.GetFiles(roots));
        if (kind == "unreadable")
        {
            UnreadableFile.Make(root);
        }
        else
        {
            Directory.Delete(roots, recursive: true);
            if (kind == "folder")
                Directory.CreateDirectory(root);
            else
                await File.WriteAllTextAsync(roots, "");
        }

        _project.Declare<Constant>("two", "Value=2");
        var (result, events) = await _project.BuildAsync();

        Assert.Equal(kind == "roots is a file" ? ["TANGO0318"] : [], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(["two"], events.Completed);
    }

    [Theory]
    [InlineData("plan.json")]
    [InlineData("history.bin")]
    [InlineData("input-hashes.bin")]
    [InlineData("code.bin")]
    [InlineData("step-types.bin")]
    [InlineData("pipeline.bin")]
    [InlineData("up-to-date.bin")]
    [InlineData("run.log")]
    public async Task A_folder_in_place_of_a_state_file_is_an_error_with_a_way_out_or_none(string name)
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        var path = Path.Combine(_project.StateDirectory, name);
        File.Delete(path);
        Directory.CreateDirectory(path);
        _project.Declare<Constant>("two", "Value=2");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.All(result.Diagnostics, diagnostic => Assert.Equal("TANGO0602", diagnostic.Code));
    }

    private string Spoil(string step, string kind)
    {
        var entry = _project.EntryOf(step);
        var metadata = Path.Combine(entry, EntryLayout.Metadata);
        switch (kind)
        {
            case "newer":
                Entry.Reseal(entry, "\"schemaVersion\": 1", "\"schemaVersion\": 2");
                break;
            case "format":
                Entry.Reseal(entry, "\"format\": \"", "\"format\": \"System.");
                break;
            case "version":
                Entry.Reseal(entry, "\"formatVersion\": ", "\"formatVersion\": 7");
                break;
            default:
                UnreadableFile.Make(metadata);
                break;
        }

        return metadata;
    }

    private async Task AssertRunsAsync(string[] steps)
    {
        var (result, events) = await _project.BuildAsync();

        Assert.Equal(steps.Order(), events.Completed.Order());
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0309", "text"), (warning.Code, warning.Subject.Step));
        Assert.Equal(StepState.Ran, result.Steps[0].State);
        Assert.Equal("export", await File.ReadAllTextAsync(_project.PathOf("out.txt")));
        Assert.False(_project.IsConfirmed());
    }
}
