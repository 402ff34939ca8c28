using System.IO.Compression;
using System.Text;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

/// <summary>What the SDK makes of a web project's files (compressed copies, manifests) is made before steps run that are not run before the compiler.</summary>
public sealed class WebAssets
{
    private const string Asset = "wwwroot/data/words.json";

    private const string Code = "TANGO0423";

    [Theory]
    [InlineData("Microsoft.NET.Sdk.Web", "Content")]
    [InlineData("Microsoft.NET.Sdk.Razor", "")]
    public async Task That_would_be_older_than_an_export_are_warned_of_in_every_build(string sdk, string itemType)
    {
        using var app = await CreateAsync(sdk, $"<TangoStep Include=\"words\" Type=\"Greet\" Name=\"World\" Format=\"text\" ExportTo=\"{Asset}\" ExportItem=\"{itemType}\" />");
        app.Write(Pipeline.StepsFile, Pipeline.Steps);

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync("--no-restore")).EnsureSuccess();
        var without = (await app.BuildAsync("--no-restore", "-p:StaticWebAssetsEnabled=false")).EnsureSuccess();

        Assert.All([first, second], build => Assert.Contains($"warning {Code}: Step 'words' writes '{Asset}'", build.Result.Output, StringComparison.Ordinal));
        Assert.Contains("set TangoRunBefore=Compile", first.Result.Output, StringComparison.Ordinal);
        Assert.Equal((1, 0), (first.WorkerStarts, second.WorkerStarts));
        Assert.DoesNotContain(Code, without.Result.Output, StringComparison.Ordinal);
    }

    // The way out that the warning names.
    [ShFact]
    public async Task Are_as_new_as_an_export_that_is_made_before_the_compiler()
    {
        using var app = await CreateAsync(
            "Microsoft.NET.Sdk.Web",
            $"<TangoStep Include=\"words\" Type=\"Command\" Run=\"cp words.txt {Asset}\" Inputs=\"words.txt\" Outputs=\"{Asset}\" ExportItem=\"Content\" />",
            "<TangoRunBefore>Compile</TangoRunBefore>");

        foreach (var text in new[] { "first of all", "second of all" })
        {
            app.Write("words.txt", text);
            var publish = (await app.RunAsync(["publish", "-c", "Debug"])).EnsureSuccess();

            Assert.DoesNotContain(Code, publish.Result.Output, StringComparison.Ordinal);
            Assert.Equal(text, app.Read("bin/Debug/net10.0/publish/" + Asset));
            Assert.Equal(text, Unzip(app.PathOf("bin/Debug/net10.0/publish/" + Asset + ".gz")));
        }
    }

    // As the SDK finds files that are there: with a compressed copy, and with a route, in the first publish of a fresh clone.
    [ShFact]
    public async Task Are_made_of_exports_and_outputs_that_are_no_items_by_themselves()
    {
        const string lib = "wwwroot/_content/Lib/lib.js";
        using var app = await CreateAsync(
            "Microsoft.NET.Sdk.Web",
            """
            <TangoStep Include="exported" Type="Command" Run="cat words.txt" Inputs="words.txt" ExportTo="./wwwroot/exported.js" />
            <TangoStep Include="written" Type="Command" Run="cp words.txt wwwroot/made/written.js" Inputs="words.txt" Outputs="wwwroot/made/" />
            <ProjectReference Include="lib/Lib.csproj" />
            """,
            "<TangoRunBefore>Compile</TangoRunBefore><DefaultItemExcludes>$(DefaultItemExcludes);lib/**</DefaultItemExcludes>");
        app.Write(
            "lib/Lib.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Razor">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <TangoRunBefore>Compile</TangoRunBefore>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Tango.Build" Version="{app.Feed.Version}" PrivateAssets="all" />
                <TangoStep Include="lib" Type="Command" Run="cat ../words.txt" Inputs="../words.txt" ExportTo="wwwroot/lib.js" />
              </ItemGroup>
            </Project>
            """);

        foreach (var text in new[] { "first of all", "second of all" })
        {
            app.Write("words.txt", text);
            (await app.RunAsync(["publish", "-c", "Debug"])).EnsureSuccess();

            var endpoints = app.Read("bin/Debug/net10.0/publish/App.staticwebassets.endpoints.json");
            foreach (var asset in (string[])["wwwroot/exported.js", "wwwroot/made/written.js", lib])
            {
                Assert.Equal(text, app.Read("bin/Debug/net10.0/publish/" + asset).TrimEnd('\n'));
                Assert.Equal(text, Unzip(app.PathOf("bin/Debug/net10.0/publish/" + asset + ".gz")).TrimEnd('\n'));
                Assert.Contains($"\"{asset["wwwroot/".Length..]}\"", endpoints, StringComparison.Ordinal);
            }
        }
    }

    private static async Task<Consumer> CreateAsync(string sdk, string step, string property = "")
    {
        var app = await Consumer.EmptyAsync();
        Directory.CreateDirectory(app.PathOf("wwwroot/data"));
        app.Write("Program.cs", "System.Console.WriteLine(1);");
        app.Write(
            "App.csproj",
            $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                {property}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Tango.Build" Version="{app.Feed.Version}" />
                {step}
              </ItemGroup>
            </Project>
            """);
        return app;
    }

    private static string Unzip(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
