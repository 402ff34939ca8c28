using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A repository that gives the package to all its projects, from one place.</summary>
public sealed class GlobalPackageReference
{
    private const string Core = """<PackageReference Include="Tango.Core" />""";

    [Fact]
    public async Task Costs_projects_without_steps_nothing_and_those_with_steps_a_reference()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <GlobalPackageReference Include="Tango.Build" Version="{app.Feed.Version}" />
                <PackageVersion Include="Tango.Core" Version="{app.Feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        app.Write("Plain/Plain.cs", "public static class Plain { public static string Name => nameof(Plain); }");
        app.Write("Plain/Plain.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        app.Write("App/" + Pipeline.StepsFile, Pipeline.Steps);
        app.Write(
            "App/App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                {Core}
                <ProjectReference Include="../Plain/Plain.csproj" />
                <TangoStep Include="numbers" Type="Numbers" Count="4" />
              </ItemGroup>
            </Project>
            """);

        var build = (await app.BuildAsync("App/App.csproj")).EnsureSuccess();

        Assert.Equal(["numbers"], build.StepsRun);
        Assert.Equal(2, build.TangoLines.Count);
        Assert.Equal(["Plain.deps.json", "Plain.dll", "Plain.pdb"], Names(app.PathOf("Plain/bin/Debug/net10.0")));
        Assert.False(Directory.Exists(app.PathOf("Plain/obj/Debug/net10.0/tango")));

        // The lock file stays as it was written: nothing of the package is another in the next restore.
        (await app.RunAsync(["restore", "App/App.csproj", "--locked-mode", "--force"])).EnsureSuccess();

        app.Edit("App/App.csproj", Core, "");
        var without = (await app.BuildAsync("App/App.csproj")).EnsureFailure();

        Assert.StartsWith($"{app.PathOf("App/App.csproj")} : error TANGO0421: ", Assert.Single(without.Errors));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
