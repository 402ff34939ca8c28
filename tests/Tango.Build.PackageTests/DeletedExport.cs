using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class DeletedExport
{
    [Fact]
    public async Task Comes_back_without_a_run()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        File.Delete(app.PathOf("bin/Debug/net10.0/report.json"));
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
    }
}
