using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class CodeConfiguration
{
    [Fact]
    public async Task With_Debug_code_a_Release_build_uses_results_of_the_Debug_build()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.Property("TangoCodeConfiguration", "Debug"));
        Assert.Equal(4, (await app.BuildAsync()).EnsureSuccess().StepsRun.Count);

        var release = (await app.BuildAsync("-c", "Release")).EnsureSuccess();
        Assert.Empty(release.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Release/net10.0/report.json")));
        Assert.Equal(0, release.WorkerStarts);

        app.Edit(Pipeline.StepsFile, "$\"Hello, {name}!\"", "$\"Good day, {name}!\"");
        Assert.Equal(["greeting"], (await app.BuildAsync("-c", "Release")).EnsureSuccess().StepsRun);
        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);
    }
}
