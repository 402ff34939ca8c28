using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.UpToDate;

/// <summary>When a build may end early, and when it may not.</summary>
[Trait("Speed", "Slow")]
public sealed class UpToDateCheckTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_second_build_starts_and_writes_nothing_and_reports_the_same()
    {
        await BuildAsync();
        var (first, files) = (await _project.BuildAsync(), Files());

        var (second, events) = await _project.BuildAsync();

        Assert.True(second.IsUpToDate);
        Assert.Empty(events.All);
        Assert.Equal(files, Files());
        Assert.Equal(first.Result.Steps.Select(Essence), second.Steps.Select(Essence));
        Assert.All(second.Steps, step => Assert.Equal(StepState.Cached, step.State));
    }

    [Fact]
    public async Task A_warning_is_repeated_until_its_cause_is_fixed()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        Caching.Entry.Reseal(_project.EntryOf("one"), "\"codeFingerprint\": \"", "\"codeFingerprint\": \"0");

        var (first, _) = await _project.BuildAsync();
        var (second, _) = await _project.BuildAsync();

        var warning = Assert.Single(first.Diagnostics);
        Assert.Equal(("TANGO0303", "one", _project.Request.ProjectFile), (warning.Code, warning.Subject.Step, warning.Subject.File));
        Assert.True(_project.IsConfirmed());
        Assert.Equal(warning, Assert.Single(second.Diagnostics));
        Assert.True(second.IsUpToDate);
    }

    [Fact]
    public async Task A_changed_argument_is_found()
    {
        await BuildAsync();
        _project.DeclareAnew();
        Declare(text: "changed");

        Assert.False(_project.IsConfirmed());
        var (result, events) = await _project.BuildAsync();
        Assert.Equal(["out"], events.Completed);
        Assert.Equal("text: exported → changed", result.Steps.Single(step => step.Name == "out").Reason);
    }

    [Fact]
    public async Task One_more_step_is_found()
    {
        await BuildAsync();
        _project.Declare<Constant>("more", "Value=1");

        Assert.False(_project.IsConfirmed());
    }

    [Fact]
    public async Task Builds_with_nothing_to_do_repeat_an_earlier_warning()
    {
        _project.Declare<Constant>("one", "Value=1");
        var warning = Descriptors.ExportedTooLate.Create(new DiagnosticSubject(_project.Request.ProjectFile, "one"), "one", "Compile");
        var request = _project.Request with { KnownWarnings = [warning] };

        var (first, _) = await _project.BuildAsync(request);
        var (second, _) = await _project.BuildAsync();

        Assert.Empty(first.Diagnostics);
        Assert.True(second.IsUpToDate);
        Assert.Equal(warning, Assert.Single(second.Diagnostics));
    }

    [Fact]
    public async Task An_input_file_with_other_content_is_found()
    {
        await BuildAsync();
        _project.Write("data/a.txt", "A, changed");

        Assert.False(_project.IsConfirmed());
        Assert.Equal(["texts"], (await _project.BuildAsync()).Events.Completed);
    }

    [Fact]
    public async Task A_new_file_that_matches_a_pattern_is_found()
    {
        await BuildAsync();
        _project.Write("data/c.txt", "C");

        Assert.False(_project.IsConfirmed());
        Assert.Equal(["texts"], (await _project.BuildAsync()).Events.Completed);
        Assert.Equal("ABC", await _project.ResultAsync<string>("texts"));
    }

    [Fact]
    public async Task A_file_that_matches_no_pattern_does_not_matter()
    {
        await BuildAsync();
        _project.Write("data/c.md", "C");

        Assert.True(_project.IsConfirmed());
    }

    [Fact]
    public async Task A_deleted_entry_is_found_and_computed_again()
    {
        await BuildAsync();
        Directory.Delete(_project.EntryOf("sum"), recursive: true);

        Assert.False(_project.IsConfirmed());
        var (result, events) = await _project.BuildAsync();
        Assert.Equal(["sum"], events.Completed);
        Assert.Equal("result is no longer in the cache", result.Steps.Single(step => step.Name == "sum").Reason);
    }

    [Fact]
    public async Task A_deleted_record_of_a_result_of_many_files_is_found()
    {
        _project.Declare<WritesManyFiles>("many", "Count=200");
        await _project.BuildAsync();
        File.Delete(Path.Combine(_project.EntryOf("many"), "metadata.json"));

        Assert.False(_project.IsConfirmed());
    }

    [Fact]
    public async Task A_deleted_export_is_found_and_computed_again()
    {
        await BuildAsync();
        File.Delete(_project.PathOf("bin/out.txt"));

        Assert.False(_project.IsConfirmed());
        Assert.Empty((await _project.BuildAsync()).Events.Completed);
        Assert.Equal("exported", await File.ReadAllTextAsync(_project.PathOf("bin/out.txt")));
    }

    [Fact]
    public async Task An_edited_export_is_found_and_computed_again()
    {
        await BuildAsync();
        _project.Write("bin/out.txt", "edited");

        Assert.False(_project.IsConfirmed());
        await _project.BuildAsync();
        Assert.Equal("exported", await File.ReadAllTextAsync(_project.PathOf("bin/out.txt")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_export_of_a_directory_is_found_and_computed_again(bool wholly)
    {
        _project.Declare<WritesManyFiles>("many", "Count=3", "ExportTo=bin/many");
        await _project.BuildAsync();
        if (wholly)
            Directory.Delete(_project.PathOf("bin/many"), recursive: true);
        else
            File.Delete(_project.PathOf("bin/many/1.txt"));

        Assert.False(_project.IsConfirmed());
        await _project.BuildAsync();
        Assert.Equal("1", await File.ReadAllTextAsync(_project.PathOf("bin/many/1.txt")));
    }

    [Fact]
    public async Task A_changed_assembly_is_found()
    {
        await BuildAsync();
        File.SetLastWriteTimeUtc(_project.Assembly, File.GetLastWriteTimeUtc(_project.Assembly).AddSeconds(2));

        Assert.False(_project.IsConfirmed());
        Assert.Empty((await _project.BuildAsync()).Events.Completed);
        Assert.True(_project.IsConfirmed());
    }

    // The result was made from what lay there before.
    [Fact]
    public async Task An_input_file_that_changed_later_in_the_build_is_found()
    {
        var path = _project.Write("data/a.txt", "before");
        _project.Declare<ReadsText>("text", "Path=data/a.txt").Declare<Overwrites>("careless", "Path=" + path, "Content=after it ran", "DependsOn=text");
        await _project.BuildAsync();

        Assert.False(_project.IsConfirmed());
        await _project.BuildAsync();
        Assert.Equal("after it ran", await _project.ResultAsync<string>("text"));
    }

    [Fact]
    public async Task An_input_file_that_changed_while_its_step_ran_leaves_no_result()
    {
        _project.Write("data/a.txt", "before");
        _project.Declare<ChangesItsInput>("careless", "Path=data/a.txt", "Content=after it ran");
        var entry = _project.EntryOf("careless");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(("TANGO0211", "careless"), Assert.Single(result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Subject.Step))));
        Assert.False(File.Exists(Path.Combine(entry, "metadata.json")));
        Assert.False(_project.IsConfirmed());
    }

    [Theory]
    [InlineData("chmod u+x data/a.txt", "before")]
    [InlineData("ln data/a.txt other", "before")]
    [InlineData("mv data/a.txt a && mv a data/a.txt", "before")]
    [InlineData("touch -r data/a.txt time && printf 'after!' > data/a.txt && touch -r time data/a.txt", null)]
    public async Task While_a_step_runs_its_input_may_change_permissions_but_not_content(string change, string? printed)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a.txt", "before");
        _project.DeclareCommand("careless", change + " && cat data/a.txt", "Inputs=data/a.txt");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(printed is null ? ["TANGO0211"] : [], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(printed, printed is null ? null : await _project.ResultAsync<string>("careless"));
    }

    [Fact]
    public async Task A_step_that_is_never_stored_runs_in_every_build()
    {
        _project.Declare<PureUncacheable>("uncached");
        await _project.BuildAsync();

        Assert.False(_project.IsConfirmed());
        Assert.Equal(["uncached"], (await _project.BuildAsync()).Events.Completed);
    }

    [Fact]
    public async Task A_file_that_was_cut_anywhere_is_as_good_as_none()
    {
        await BuildAsync();
        var whole = await File.ReadAllBytesAsync(_project.UpToDateFile);
        for (var length = 0; length < whole.Length; length += 5)
        {
            await File.WriteAllBytesAsync(_project.UpToDateFile, whole[..length]);

            Assert.False(_project.IsConfirmed());
        }
    }

    [Fact]
    public async Task A_file_with_a_wrong_byte_anywhere_is_as_good_as_none()
    {
        await BuildAsync();
        var whole = await File.ReadAllBytesAsync(_project.UpToDateFile);
        for (var at = 0; at < whole.Length; at += 5)
        {
            await File.WriteAllBytesAsync(_project.UpToDateFile, [.. whole[..at], (byte)(whole[at] ^ 0xff), .. whole[(at + 1)..]]);

            Assert.False(_project.IsConfirmed());
        }

        Assert.True((await _project.BuildAsync()).Result.Succeeded);
    }

    private async Task BuildAsync()
    {
        _project.Write("data/a.txt", "A");
        _project.Write("data/b.txt", "B");
        Declare(text: "exported");
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());
    }

    private void Declare(string text) => _project
        .Declare<Constant>("one", "Value=1")
        .Declare<Plus>("sum", "Left=ref:one", "Right=2")
        .Declare<ReadsTexts>("texts", "Paths=data/*.txt")
        .Declare<Pure>("idle", "OnlyIfNeeded=false")
        .Declare<Writes>("out", "Text=" + text, "ExportTo=bin\\out.txt", "ExportItem=Content");

    private static object Essence(StepOutcome step) => (step.Name, step.UniqueId, step.Path, step.Format, step.ExportedTo, step.ExportItem);

    private List<(string Path, DateTime Written)> Files() =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_project.Folder)!, "*", SearchOption.AllDirectories)
            .Select(path => (path, File.GetLastWriteTimeUtc(path)))
            .Order()];
}
