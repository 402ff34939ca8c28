using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class DeletedEntry
{
    [Fact]
    public async Task Simply_runs_again()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        Directory.Delete(Assert.Single(app.EntriesOf("WriteReport")), recursive: true);
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report"], build.StepsRun);
    }

    [Fact]
    public async Task Deleted_with_the_whole_cache_all_run_again()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        Directory.Delete(app.Cache, recursive: true);
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
    }
}
