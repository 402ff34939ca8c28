using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class TwoBuildsAtOnce
{
    // Two projects of one repository, one cache. The steps are the same, so are their ids: each runs in one of the builds and is taken by the other.
    [Fact]
    public async Task Of_one_cache_run_each_step_once()
    {
        using var one = await Consumer.WithPipelineAsync();
        using var other = await Consumer.WithPipelineAsync();
        (await one.RunAsync(["restore"])).EnsureSuccess();
        (await other.RunAsync(["restore"])).EnsureSuccess();
        var sharedCache = $"-p:TangoCacheDirectory={one.Cache}";

        var builds = await Task.WhenAll(one.BuildAsync("--no-restore", sharedCache), other.BuildAsync("--no-restore", sharedCache));

        foreach (var build in builds)
            build.EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], builds.SelectMany(build => build.StepsRun).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(one.PathOf("bin/Debug/net10.0/report.json")));
        Assert.True(File.Exists(other.PathOf("bin/Debug/net10.0/report.json")));
    }
}
