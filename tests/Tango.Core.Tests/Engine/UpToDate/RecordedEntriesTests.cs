using Tango.Core.Tests.Execution.Steps;
using Tango.Engine.UpToDate;

namespace Tango.Core.Tests.Engine.UpToDate;

/// <summary>What the next plan knows of entries without reading them.</summary>
[Trait("Speed", "Slow")]
public sealed class RecordedEntriesTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    /// <summary>What is done to one of two entries after the build.</summary>
    public static TheoryData<string, Action<string>> Touches => new()
    {
        { "metadata edited", entry => Caching.Entry.Reseal(entry, "\"host\"", "\"Host\"") },
        { "metadata replaced by equal ones", entry => Replace(Path.Combine(entry, "metadata.json")) },
        { "metadata removed", entry => File.Delete(Path.Combine(entry, "metadata.json")) },
        { "result edited", entry => Caching.Entry.Overwrite(Path.Combine(entry, "result.txt"), "edited") },
        { "result replaced by an equal one", entry => Replace(Path.Combine(entry, "result.txt")) },
        { "result removed", entry => File.Delete(Path.Combine(entry, "result.txt")) },
        { "entry removed", entry => Directory.Delete(entry, recursive: true) },
    };

    [Fact]
    public async Task Entries_that_nobody_touched_are_known()
    {
        await BuildAsync();

        Assert.Equal<IEnumerable<string>>(new HashSet<string> { Id("one"), Id("two") }, ReadEntries().Untouched.Keys.ToHashSet());
        Assert.Empty(ReadEntries().Touched);
    }

    [Theory]
    [MemberData(nameof(Touches))]
    public async Task A_touched_entry_is_not_known(string how, Action<string> touch)
    {
        Assert.NotEmpty(how);
        await BuildAsync();

        touch(_project.EntryOf("one"));

        Assert.Equal([Id("two")], ReadEntries().Untouched.Keys);
        Assert.Equal([Id("one")], ReadEntries().Touched);
    }

    [Fact]
    public async Task The_log_of_an_entry_may_be_touched()
    {
        await BuildAsync();

        File.Delete(Path.Combine(_project.EntryOf("one"), "log.txt"));

        Assert.Equal<IEnumerable<string>>(new HashSet<string> { Id("one"), Id("two") }, ReadEntries().Untouched.Keys.ToHashSet());
    }

    [Fact]
    public async Task Entries_of_another_cache_are_not_known()
    {
        await BuildAsync();

        Assert.Empty(UpToDateFile.Read(_project.UpToDateFile)!.ReadEntries(_project.PathOf("another")).Untouched);
    }

    [Fact]
    public async Task The_outcome_of_a_known_step_has_its_summary()
    {
        _project.Declare<Summarizes>("said", "Text=12 files");
        await _project.BuildAsync();
        _project.Declare<Writes>("more", "Text=1");

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["more"], events.Completed);
        Assert.Equal("12 files", result.Steps.Single(step => step.Name == "said").Summary);
    }

    private static void Replace(string path)
    {
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        File.WriteAllBytes(path, content);
    }

    private string Id(string step) => Path.GetFileName(_project.EntryOf(step));

    private RecordedEntries ReadEntries() => UpToDateFile.Read(_project.UpToDateFile)!.ReadEntries(_project.Request.CacheDirectory);

    private async Task BuildAsync()
    {
        _project.Declare<Writes>("one", "Text=1").Declare<Writes>("two", "Text=2");
        await _project.BuildAsync();
    }
}
