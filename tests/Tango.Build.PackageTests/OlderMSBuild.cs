using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Visual Studio 2022 and MSBuild.exe before version 18 cannot load the tasks. Played by the property that has the version of such an MSBuild.</summary>
public sealed class OlderMSBuild
{
    [Fact]
    public async Task With_steps_is_one_error_that_says_what_is_needed()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(Consumer.DeclarePipeline);

        var build = (await app.BuildAsync("-p:_TangoMSBuildVersion=17.14.23")).EnsureFailure();

        Assert.StartsWith($"{app.ProjectFile} : error TANGO0433: Steps cannot run in MSBuild 17.14.23 of the .NET Framework", Assert.Single(build.Errors));
        Assert.Empty(build.StepsRun);
    }

    [Theory]
    [InlineData("18.0.2")]
    [InlineData("18.10.1")]
    public async Task A_newer_one_builds(string version)
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(Consumer.DeclarePipeline);

        var build = (await app.BuildAsync($"-p:_TangoMSBuildVersion={version}")).EnsureSuccess();

        Assert.NotEmpty(build.StepsRun);
    }

    [Fact]
    public async Task Without_steps_nothing_is_said()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(_ => { });

        (await app.BuildAsync("-p:_TangoMSBuildVersion=17.14.23")).EnsureSuccess();
    }
}
