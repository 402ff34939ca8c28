using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class Clean
{
    [Fact]
    public async Task Removes_exports_and_state_and_keeps_the_cache()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        var entries = Entries();

        var clean = (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        Assert.Empty(clean.StepsRun);
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.False(Directory.Exists(app.PathOf("obj/Debug/net10.0/tango")));
        Assert.Equal(4, entries.Count);
        Assert.Equal(entries, Entries());

        // Beside results, in folders with a dot, lies what builds know of each other.
        List<string> Entries() => [.. Directory.GetDirectories(app.Cache).Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Is_followed_by_a_build_that_takes_all_from_the_cache()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
    }

    [Fact]
    public async Task As_part_of_a_rebuild_does_not_discard_results()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var rebuild = (await app.BuildAsync("-t:Rebuild")).EnsureSuccess();

        Assert.Empty(rebuild.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
    }

    [Fact]
    public async Task By_TangoClean_alone_leaves_the_program_in_place()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        (await app.BuildAsync("-t:TangoClean")).EnsureSuccess();

        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/App.dll")));
    }
}
