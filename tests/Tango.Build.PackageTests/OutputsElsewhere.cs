using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Sources that nothing may be written to.</summary>
public sealed class OutputsElsewhere
{
    [Fact]
    public async Task Leave_the_folder_of_the_sources_as_it_is()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .Property("EnableDefaultItems", "false")
            .Property("ProduceReferenceAssembly", "true")
            .Property("OutDir", "../out/bin/")
            .ItemInclude("Compile", "*.cs"));
        app.Write(
            "Directory.Build.props",
            """
            <Project>
              <PropertyGroup>
                <BaseIntermediateOutputPath>../out/obj/</BaseIntermediateOutputPath>
                <TangoCacheDirectory>$(MSBuildThisFileDirectory)../out/cache</TangoCacheDirectory>
                <TangoRunsDirectory>../out/runs</TangoRunsDirectory>
              </PropertyGroup>
            </Project>
            """);
        var sources = Directory.GetFileSystemEntries(app.Folder);

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync("-p:ContinuousIntegrationBuild=true", "-t:Rebuild")).EnsureSuccess();

        Assert.Equal(4, first.StepsRun.Count);
        Assert.Empty(second.StepsRun);
        Assert.Equal(sources.Order(), Directory.GetFileSystemEntries(app.Folder).Order());
        Assert.Equal("{\"Title\":\"Totals\",\"Total\":10}", app.Read("../out/bin/report.json"));
        Assert.NotEmpty(Directory.GetFiles(app.PathOf("../out/runs")));
        Assert.True(Directory.Exists(app.PathOf("../out/obj/Debug/net10.0/tango")));
    }
}
