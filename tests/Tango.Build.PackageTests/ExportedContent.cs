using System.IO.Compression;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>
/// Exported files of a library, as <c>App → Mid → Lib</c>: Lib alone has Tango, the others know nothing of it. What holds for content that somebody wrote by hand holds for them.
/// </summary>
public sealed class ExportedContent
{
    private const string Output = "bin/Debug/net10.0/";

    // Beside the program, between the intermediate files, in a folder, in the project, as None: each and one that nobody exports.
    private static readonly string[] Copied = ["at-obj.txt", "at-out.txt", "data/own.txt", "deep/none.txt", "plain.txt"];

    [Theory]
    [InlineData("net10.0", "-m:2")]
    [InlineData("net10.0;net10.0-windows", "-m:1")]
    [InlineData("net10.0", "-graph")]
    public async Task Exported_content_is_copied_to_all_referencing_projects_in_every_build(string frameworks, string how)
    {
        using var app = await CreateAsync(frameworks);

        var first = (await app.BuildAsync(how)).EnsureSuccess();
        Assert.Equal(Copied, FilesIn(app, Output));
        Assert.Equal(Copied, FilesIn(app, "../Mid/" + Output));
        Assert.Equal(Copied, FilesIn(app, "../Lib/" + Output));

        app.Edit("../Lib/Lib.csproj", "Name=\"of obj\"", "Name=\"of elsewhere\"");
        File.Delete(app.PathOf(Output + "at-out.txt"));
        var second = (await app.BuildAsync("--no-restore", how)).EnsureSuccess();
        Assert.Equal("Hello, of elsewhere!", app.Read(Output + "at-obj.txt"));
        Assert.Equal(Copied, FilesIn(app, Output));

        var third = (await app.BuildAsync("--no-restore", how)).EnsureSuccess();
        Assert.Equal(Copied, FilesIn(app, Output));
        Assert.Equal("Hello, of elsewhere!", app.Read("../Lib/" + Output + "at-obj.txt"));
        Assert.All([first, second], build => Assert.NotEmpty(build.StepsRun));
        Assert.Empty(third.StepsRun);
    }

    [Fact]
    public async Task Is_published_by_the_program_with_and_without_a_build()
    {
        using var app = await CreateAsync("net10.0");

        (await app.RunAsync(["publish", "-c", "Debug", "-o", "first"])).EnsureSuccess();
        var second = (await app.RunAsync(["publish", "-c", "Debug", "--no-build", "-o", "second"])).EnsureSuccess();

        Assert.Equal(Copied, FilesIn(app, "first"));
        Assert.Equal(Copied, FilesIn(app, "second"));
        Assert.Equal(0, second.WorkerStarts);
    }

    [Fact]
    public async Task Content_in_the_output_directory_is_packed_with_and_without_a_build()
    {
        using var app = await CreateAsync("net10.0");
        var project = app.PathOf("../Lib/Lib.csproj");

        (await app.RunAsync(["pack", project, "-c", "Debug", "-o", "first"])).EnsureSuccess();
        var second = (await app.RunAsync(["pack", project, "-c", "Debug", "--no-build", "-o", "second"])).EnsureSuccess();

        string[] content = ["at-obj.txt", "at-out.txt", "data/own.txt", "plain.txt"];
        Assert.Equal(
            [.. content.Select(file => "content/" + file), .. content.Select(file => "contentFiles/any/net10.0/" + file)],
            ContentOf(app.PathOf("first/Lib.1.0.0.nupkg")));
        Assert.Equal(ContentOf(app.PathOf("first/Lib.1.0.0.nupkg")), ContentOf(app.PathOf("second/Lib.1.0.0.nupkg")));
        Assert.Equal(0, second.WorkerStarts);
    }

    // The files that are not there cannot be promised to others.
    [Fact]
    public async Task Of_steps_that_do_not_run_is_not_waited_for()
    {
        using var app = await CreateAsync("net10.0");

        (await app.BuildAsync("-p:TangoSteps=out")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf(Output + "at-obj.txt")));

        (await app.BuildAsync("--no-restore", "-p:TangoEnabled=false")).EnsureSuccess();
        (await app.BuildAsync("--no-restore")).EnsureSuccess();
        Assert.Equal(Copied, FilesIn(app, Output));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.Empty(FilesIn(app, Output));
        Assert.Empty(FilesIn(app, "../Lib/" + Output));
    }

    private static async Task<Consumer> CreateAsync(string frameworks)
    {
        var app = await Consumer.EmptyAsync();
        var property = frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../Lib/Steps.cs", Pipeline.Steps);
        app.Write("../Lib/plain.txt", "plain");
        app.Write(
            "../Lib/Lib.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <{property}>{frameworks}</{property}>
                <EnableWindowsTargeting>true</EnableWindowsTargeting>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemDefinitionGroup>
                <Content>
                  <CopyToOutputDirectory>PreserveNewest</CopyToOutputDirectory>
                </Content>
                <None>
                  <CopyToOutputDirectory>PreserveNewest</CopyToOutputDirectory>
                </None>
              </ItemDefinitionGroup>
              <ItemGroup>
                <PackageReference Include="Tango.Build" Version="{app.Feed.Version}" PrivateAssets="all" />
                <None Remove="**/*" />
                <Content Include="plain.txt" />
                <TangoStep Include="out" Type="Greet" Name="of out" Format="text" ExportTo="$(OutDir)at-out.txt" ExportItem="Content" />
                <TangoStep Include="obj" Type="Greet" Name="of obj" Format="text" ExportTo="$(IntermediateOutputPath)at-obj.txt" ExportItem="Content" />
                <TangoStep Include="none" Type="Greet" Name="of none" Format="text" ExportTo="$(IntermediateOutputPath)deep/none.txt" ExportItem="None" />
                <TangoStep Include="own" Type="Greet" Name="of data" Format="text" ExportTo="data/own.txt" ExportItem="Content" />
              </ItemGroup>
            </Project>
            """);
        app.Write("../Mid/Mid.csproj", Project("../Lib/Lib.csproj", "Library"));
        app.Write("App.csproj", Project("../Mid/Mid.csproj", "Exe"));
        app.Write("Program.cs", "System.Console.WriteLine(1);");
        return app;
    }

    private static string Project(string reference, string outputType) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>{outputType}</OutputType>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="{reference}" />
          </ItemGroup>
        </Project>
        """;

    private static IEnumerable<string> FilesIn(Consumer app, string folder)
    {
        var full = app.PathOf(folder);
        return Directory.EnumerateFiles(full, "*.txt", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(full, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> ContentOf(string path)
    {
        using var package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("content", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
