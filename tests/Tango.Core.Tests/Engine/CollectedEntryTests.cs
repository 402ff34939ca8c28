using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Another project collects the cache, keeping nothing that is not needed, whenever something happens in a build.</summary>
[Trait("Speed", "Slow")]
public sealed class CollectedEntryTests : IDisposable
{
    private readonly EngineProject _project = new();

    private string Cache => _project.Request.CacheDirectory;

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public async Task What_a_running_build_uses_or_has_computed_stays(long? maxBytes)
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        // As if another pipeline had computed it, which is gone.
        Directory.Delete(Path.Combine(Cache, EntryLayout.Roots), recursive: true);
        _project
            .Declare<Plus>("two", "Left=ref:one", "Right=1", "ExportTo=two.json")
            .Declare<Plus>("three", "Left=ref:two", "Right=1")
            .Declare<Writes>("text", "Text=export", "ExportTo=text.txt")
            .DeclareCommand("make", "echo {three} > made.txt", "Inputs=ref:three", "Outputs=made.txt");
        var collector = new Collecting(Cache, maxBytes);

        var result = await EngineBuild.RunAsync(_project.Request, collector);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["make", "text", "three", "two"], collector.Events.Completed.Order());
        Assert.Equal(0, collector.RemovedCount);
        Assert.True(_project.IsConfirmed());
        Assert.Equal(0, new CacheCollector(Cache).Collect(TimeSpan.Zero, maxBytes).RemovedCount);
        Assert.Single(Directory.GetFiles(Path.Combine(Cache, EntryLayout.Roots)));
    }

    [Fact]
    public async Task What_a_failed_build_has_computed_stays_for_the_next_one()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Fails>("fails", "Message=no", "After=ref:one");
        var failed = await EngineBuild.RunAsync(_project.Request, new Collecting(Cache, maxBytes: 1));
        Assert.Equal("TANGO0201", Assert.Single(failed.Diagnostics).Code);
        Assert.Equal(0, new CacheCollector(Cache).Collect(TimeSpan.Zero, maxBytes: 1).RemovedCount);

        _project.DeclareAnew().Declare<Constant>("one", "Value=1");
        var (_, events) = await _project.BuildAsync();

        Assert.Empty(events.Completed);
        Assert.Single(Directory.GetFiles(Path.Combine(Cache, EntryLayout.Roots)));
    }

    [Fact]
    public async Task A_cancelled_build_keeps_what_it_has_computed()
    {
        using var cancel = new CancellationTokenSource();
        _project.Declare<Constant>("one", "Value=1");

        var result = await EngineBuild.RunAsync(_project.Request, new CancelsWhenCompleted(cancel), cancel.Token);

        Assert.True(result.IsCancelled);
        Assert.Equal(0, new CacheCollector(Cache).Collect(TimeSpan.Zero).RemovedCount);
    }

    [Fact]
    public async Task A_build_that_is_up_to_date_protects_nothing()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        var roots = Path.Combine(Cache, EntryLayout.Roots);
        var written = Directory.GetLastWriteTimeUtc(roots);

        var (result, _) = await _project.BuildAsync();

        Assert.True(result.IsUpToDate);
        Assert.Equal(written, Directory.GetLastWriteTimeUtc(roots));
    }

    private sealed class Collecting(string cache, long? maxBytes) : IRunObserver
    {
        public RecordedEvents Events { get; } = new();

        public int RemovedCount { get; private set; }

        public void OnEvent(RunEvent runEvent)
        {
            RemovedCount += new CacheCollector(cache).Collect(TimeSpan.Zero, maxBytes).RemovedCount;
            Events.OnEvent(runEvent);
        }
    }

    private sealed class CancelsWhenCompleted(CancellationTokenSource cancel) : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.StepCompleted)
                cancel.Cancel();
        }
    }
}
