using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>Paths of more than 260 characters, the limit of programs that know nothing of long paths.</summary>
[Trait("Speed", "Slow")]
public sealed class LongPathTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    // Three names, each shorter than a name may be.
    private static string Long(string last) => string.Join('/', [new string('a', 100), new string('b', 100), new string('c', 100), last]);

    [Fact]
    public async Task Inputs_results_and_exports_may_be_deep_in_the_project()
    {
        _project.Write(Long("in.txt"), "text");
        _project.Declare<ReadsText>("text", "Path=" + Long("in.txt"), "ExportTo=" + Long("out.txt")).Declare<ReadsTexts>("texts", "Paths=" + Long("*.txt"));

        await _project.BuildAsync();
        File.Delete(_project.PathOf(Long("out.txt")));
        await _project.BuildAsync();

        Assert.Equal("text", await File.ReadAllTextAsync(_project.PathOf(Long("out.txt"))));
    }

    [Fact]
    public async Task So_may_the_cache()
    {
        _project.Declare<Plus>("sum", "Left=1", "Right=10", "ExportTo=sum.json");
        var request = _project.Request with { CacheDirectory = _project.PathOf(Long("cache")) };

        await _project.BuildAsync(request);
        File.Delete(_project.PathOf("sum.json"));
        var (_, events) = await _project.BuildAsync(request);

        Assert.Empty(events.Completed);
        Assert.Equal("11", await File.ReadAllTextAsync(_project.PathOf("sum.json")));
    }

    // The command itself runs in the project's folder.
    [Fact]
    public async Task Commands_may_write_files_and_folders_there()
    {
        var output = OperatingSystem.IsWindows() ? Long("out.txt").Replace('/', '\\') : Long("out.txt");
        _project.DeclareCommand("make", $"echo made> {output}", "Outputs=" + Long("out.txt"));

        var (result, _) = await _project.BuildAsync();

        Assert.StartsWith("made", await File.ReadAllTextAsync(_project.PathOf(Long("out.txt"))), StringComparison.Ordinal);
        Assert.Empty(result.Diagnostics);
    }
}
