using Tango.Core.Tests.Execution.Steps;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>What killed builds leave is removed by the next build that runs steps, and by no other.</summary>
[Trait("Speed", "Slow")]
public sealed class LeftoverTests : IDisposable
{
    private const string Dead = "0123456789abcdef";
    private const string Alive = "fedcba9876543210";

    private readonly EngineProject _project = new();

    public LeftoverTests() => _project.Declare<Constant>("one", "Value=1");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Plans_and_results_of_killed_builds_are_removed_and_those_of_living_ones_stay()
    {
        await _project.BuildAsync();
        using var alive = FileLock.TryAcquire(PathOf("build-" + Alive));
        foreach (var name in (string[])[Dead, Alive])
        {
            File.WriteAllText(PathOf($"plan-{name}.json"), "{}");
            Directory.CreateDirectory(PathOf($"results-{name}/Step-1"));
        }

        File.WriteAllText(PathOf("build-" + Dead), "");
        File.WriteAllText(PathOf("plan-mine.json"), "");
        var staged = PathOf("." + Dead + ".history.bin");
        File.WriteAllText(staged, "");
        File.SetLastWriteTimeUtc(staged, DateTime.UtcNow.AddDays(-1));
        File.WriteAllText(PathOf("." + Alive + ".history.bin"), "");
        var before = Names();

        Assert.True((await _project.BuildAsync()).Result.IsUpToDate);
        Assert.Equal(before, Names());

        await _project.Declare<Constant>("two", "Value=2").BuildAsync();

        Assert.Equal(before.Where(name => !name.Contains(Dead, StringComparison.Ordinal)), Names());
    }

    [Fact]
    public async Task A_build_removes_its_own_files()
    {
        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(Names(), name => name.StartsWith("build-", StringComparison.Ordinal) || name.StartsWith("plan-", StringComparison.Ordinal) || name.StartsWith("results-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_in_code_removes_what_killed_owners_left_too()
    {
        var cache = new DirectoryStepCache(_project.Request.CacheDirectory);
        var one = Step.Create<Constant>(new { value = 7 });
        await one.ResultAsync(cache);
        var entry = cache.PathForStep(one.UniqueId);
        var before = Directory.GetFileSystemEntries(entry).Order(StringComparer.Ordinal).ToArray();
        Directory.CreateDirectory(Path.Combine(entry, "work", "deep"));
        File.WriteAllText(Path.Combine(entry, ".lock"), "");

        Assert.Equal(8, await Step.Create<Plus>(new { left = one, right = 1 }).ResultAsync(cache));

        Assert.Equal(before, Directory.GetFileSystemEntries(entry).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_complete_entry_loses_what_its_killed_owner_left_and_keeps_what_a_living_one_has()
    {
        await _project.Declare<Constant>("owned", "Value=3").BuildAsync();
        foreach (var step in (string[])["one", "owned"])
        {
            File.WriteAllText(Path.Combine(_project.EntryOf(step), ".0123456789abcdef.result.json.zst"), "");
            Directory.CreateDirectory(Path.Combine(_project.EntryOf(step), "work", "deep"));
        }

        File.WriteAllText(Path.Combine(_project.EntryOf("one"), ".lock"), "");
        using var alive = FileLock.TryAcquire(Path.Combine(_project.EntryOf("owned"), ".lock"));

        var (result, _) = await _project.Declare<Constant>("two", "Value=2").BuildAsync();

        Assert.Equal([StepState.Cached, StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal(["log.txt", "metadata.json", "result.json.zst"], NamesOf("one"));
        Assert.Equal([".0123456789abcdef.result.json.zst", ".lock", "log.txt", "metadata.json", "result.json.zst", "work"], NamesOf("owned"));
    }

    private string PathOf(string name) => Path.Combine(_project.StateDirectory, name);

    private string[] Names() => [.. Directory.GetFileSystemEntries(_project.StateDirectory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private IEnumerable<string> NamesOf(string step) => Directory.GetFileSystemEntries(_project.EntryOf(step)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
