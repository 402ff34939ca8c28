using Tango.Caching;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

public sealed class CacheRootTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_collection_after_a_build_removes_what_the_build_no_longer_needs_and_nothing_else()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        var before = _project.EntryOf("one");
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync();

        var done = new CacheCollector(_project.Request.CacheDirectory).Collect(TimeSpan.Zero);

        Assert.Equal((1, 2), (done.Removed, done.Kept));
        Assert.False(Directory.Exists(before));
        Assert.True(_project.IsConfirmed());
    }

    [Fact]
    public async Task A_pipeline_that_is_forgotten_names_its_entries()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync();

        var ids = PipelineEntries.Forget(_project.StateDirectory, _project.Request.CacheDirectory);

        Assert.Equal(new[] { _project.EntryOf("one"), _project.EntryOf("sum") }.Select(Path.GetFileName).Order(StringComparer.Ordinal), ids);
        Assert.Equal(2, new CacheCollector(_project.Request.CacheDirectory).Collect(TimeSpan.Zero).Removed);
    }
}
