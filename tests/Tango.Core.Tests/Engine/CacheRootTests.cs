using Tango.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;

namespace Tango.Core.Tests.Engine;

[Trait("Speed", "Slow")]
public sealed class CacheRootTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_collection_removes_only_what_the_last_build_no_longer_needs()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        var before = _project.EntryOf("one");
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync();

        var done = new CacheCollector(_project.Request.CacheDirectory).Collect(TimeSpan.Zero);

        Assert.Equal((1, 2), (done.RemovedCount, done.KeptCount));
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
        Assert.Equal(2, new CacheCollector(_project.Request.CacheDirectory).Collect(TimeSpan.Zero).RemovedCount);
    }
}
