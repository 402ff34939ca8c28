using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The files that the .NET host starts the steps with: which a project may lack, or which may ask for what is not there.</summary>
public sealed class HostFiles
{
    [Theory]
    [InlineData("GenerateDependencyFile", "false", "error TANGO0424: The steps cannot be started: '", "App.deps.json' does not exist. The SDK writes it unless GenerateDependencyFile is false")]
    [InlineData("GenerateRuntimeConfigurationFiles", "false", "error TANGO0424: The steps cannot be started: '", "App.runtimeconfig.json' does not exist. The SDK writes it unless GenerateRuntimeConfigurationFiles is false")]
    [InlineData("RuntimeFrameworkVersion", "10.0.99", "error TANGO0425: The steps cannot be started: the project needs Microsoft.NETCore.App 10.0.99", "set RuntimeFrameworkVersion or RollForward")]
    public async Task That_keep_steps_from_running_are_one_error_of_one_line(string property, string value, string error, string wayOut)
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.Property("UseAppHost", "false").Property(property, value));

        var build = (await app.BuildAsync()).EnsureFailure();

        var line = Assert.Single(build.Errors);
        Assert.Contains(error, line, StringComparison.Ordinal);
        Assert.Contains(wayOut, line, StringComparison.Ordinal);
        Assert.Equal(value == "false" ? 0 : 1, build.WorkerStarts);
    }

    // The properties of a Blazor WebAssembly project. The file is for the build: neither what refers to the project nor what is published gets it.
    [Fact]
    public async Task Are_made_for_a_program_of_a_browser()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Write(
            "Directory.Build.targets",
            """
            <Project>
              <PropertyGroup>
                <RuntimeIdentifier>browser-wasm</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <GenerateDependencyFile>false</GenerateDependencyFile>
                <GenerateRuntimeConfigurationFiles>false</GenerateRuntimeConfigurationFiles>
              </PropertyGroup>
            </Project>
            """);

        var publish = (await app.RunAsync(["publish", "-c", "Debug", "-o", "out"])).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], publish.StepsRun);
        Assert.True(File.Exists(app.PathOf("out/report.json")));
        Assert.False(File.Exists(app.PathOf("out/App.deps.json")));
    }
}
