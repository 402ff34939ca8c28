using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class SecondBuild
{
    [Fact]
    public async Task Runs_nothing_and_starts_no_worker()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(second.StepsRun);
        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(["Tango: all 4 steps are up to date."], second.TangoLines);
    }

    [Fact]
    public async Task Succeeds_where_no_worker_could_be_started()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();
    }

    // What the test above rests on: when something must run, a build without a worker fails.
    [Fact]
    public async Task A_first_build_fails_where_no_worker_can_be_started()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync(Worker.Unstartable)).EnsureFailure();

        Assert.Contains(build.Errors, error => error.Contains("TANGO0203", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaves_everything_as_it_was()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        var before = Snapshot(app);

        (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal([], Snapshot(app).Except(before));
        Assert.Equal([], before.Except(Snapshot(app)));
    }

    // Every file of the cache, of what the engine remembers and of the exports, with its time.
    private static string[] Snapshot(Consumer app) =>
        [.. new[] { app.PathOf(".tango"), app.PathOf("obj/Debug/net10.0/tango"), app.PathOf("bin") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];
}
