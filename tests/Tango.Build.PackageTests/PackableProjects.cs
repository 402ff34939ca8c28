using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Which projects are told, when they are packed, that the users of their package would get Tango.Build.</summary>
public sealed class PackableProjects
{
    private const string Plain = """<PackageReference Include="Tango.Build" Version="$(TangoVersion)" />""";

    private static readonly Dictionary<string, (bool IsWarned, string Properties, string Items)> Projects = new()
    {
        ["Plain"] = (true, "", Plain),
        ["Partly"] = (true, "", Private("compile;runtime;build;buildTransitive")),
        ["NotAtAll"] = (true, "", Private("none")),
        ["Development"] = (true, "<DevelopmentDependency>true</DevelopmentDependency>", Plain),
        ["Frameworks"] = (true, "<TargetFramework /><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", """<PackageReference Include="Tango.Build" Version="$(TangoVersion)" Condition="'$(TargetFramework)' == 'net10.0'" />"""),
        ["Central"] = (true, "<ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>", """<PackageVersion Include="Tango.Build" Version="$(TangoVersion)" /><PackageReference Include="Tango.Build" />"""),
        ["All"] = (false, "", Private("all")),
        ["AllAmongOthers"] = (false, "", Private("compile;All")),
        ["Updated"] = (false, "", Plain + """<PackageReference Update="Tango.Build" PrivateAssets="all" />"""),
        ["Global"] = (false, "<ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>", """<GlobalPackageReference Include="Tango.Build" Version="$(TangoVersion)" />"""),
        ["CoreAlone"] = (false, "", """<PackageReference Include="Tango.Core" Version="$(TangoVersion)" />"""),
        ["NotPackable"] = (false, "<IsPackable>false</IsPackable>", Plain),
        ["Tool"] = (false, "<OutputType>Exe</OutputType><PackAsTool>true</PackAsTool><UseAppHost>false</UseAppHost>", Plain + """<Compile Include="../Program.cs" />"""),
        ["Silenced"] = (false, "<NoWarn>$(NoWarn);TANGO0027</NoWarn>", Plain),
        ["SwitchedOff"] = (false, "<TangoEnabled>false</TangoEnabled>", Plain),
    };

    [Fact]
    public async Task Are_warned_where_their_package_would_depend_on_Tango_Build()
    {
        using var app = await Consumer.EmptyAsync();
        app.Environment["TangoVersion"] = app.Feed.Version;
        app.Write("Program.cs", "class Program { static void Main() { } }");
        foreach (var (name, project) in Projects)
            app.Write($"{name}/{name}.csproj", Text(project.Properties, project.Items));

        app.Write("Commands/Commands.proj", $"""<Project Sdk="Tango.Build/{app.Feed.Version}" />""");
        app.Write("all.proj", All);

        var pack = (await app.RunAsync(["pack", "all.proj"])).EnsureSuccess();

        var warned = pack.Result.Lines.Select(line => line.Trim()).Where(line => line.Contains("warning TANGO0027: ", StringComparison.Ordinal)).Select(line => Path.GetFileNameWithoutExtension(line.Split(" : ")[0])).Distinct();
        Assert.Equal(Projects.Where(project => project.Value.IsWarned).Select(project => project.Key).Order(StringComparer.Ordinal), warned.Order(StringComparer.Ordinal));

        // A build makes no package.
        var build = (await app.BuildAsync("Plain", "--no-restore")).EnsureSuccess();
        Assert.DoesNotContain("TANGO0027", build.Result.Output, StringComparison.Ordinal);
    }

    private static string Private(string assets) => $"""<PackageReference Include="Tango.Build" Version="$(TangoVersion)" PrivateAssets="{assets}" />""";

    private static string Text(string properties, string items) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;

    private const string All =
        """
        <Project>
          <ItemGroup>
            <Project Include="*/*.*proj" />
          </ItemGroup>
          <Target Name="Restore">
            <MSBuild Projects="@(Project)" Targets="Restore" Properties="MSBuildIsRestoring=true" BuildInParallel="true" />
          </Target>
          <Target Name="Pack">
            <MSBuild Projects="@(Project)" Targets="Pack" BuildInParallel="true" />
          </Target>
        </Project>
        """;
}
