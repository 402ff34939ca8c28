using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class AwkwardPath
{
    [Fact]
    public async Task With_spaces_and_umlauts_builds_as_any_other()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true);

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(4, first.StepsRun.Count);
        Assert.Empty(second.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
    }
}
