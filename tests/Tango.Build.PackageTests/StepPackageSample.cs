using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Steps in a package of a team, and pipelines on two machines that use it.</summary>
public sealed class StepPackageSample
{
    [Fact]
    public async Task Runs_by_the_names_in_the_package_and_again_with_another_version()
    {
        using var team = await CopyAsync("1.0.0");
        (await team.RunAsync(["pack", "Texts", "-o", "packages"])).EnsureSuccess();
        (await team.RunAsync(["pack", "Texts", "-o", "packages", "-p:VersionPrefix=1.1.0"])).EnsureSuccess();

        var first = (await team.BuildAsync("App")).EnsureSuccess();
        var second = (await team.BuildAsync("App")).EnsureSuccess();

        Assert.Equal(["top", "words"], first.StepsThatRan());
        Assert.Equal(["Tango: all 2 steps are up to date."], second.TangoLines);
        Assert.Equal("[\"the\",\"coffee\",\"is\"]", team.Read("App/bin/Debug/net10.0/top.json").Trim());

        var ids = Ids(team);
        using var other = await CopyAsync("1.0.0");
        Directory.CreateDirectory(other.PathOf("packages"));
        File.Copy(team.PathOf("packages/Acme.Texts.1.0.0.nupkg"), other.PathOf("packages/Acme.Texts.1.0.0.nupkg"));
        (await other.BuildAsync("App")).EnsureSuccess();

        Assert.Equal(ids, Ids(other));

        WriteVersions(team, "1.1.0");
        var raised = (await team.BuildAsync("App")).EnsureSuccess();

        Assert.Equal(["words"], raised.StepsThatRan().Where(step => step == "words"));
        Assert.Contains(raised.TangoLines, line => line.Contains("  words  ran ", StringComparison.Ordinal) && line.Contains("code changed: Acme.Texts 1.0.0 → 1.1.0", StringComparison.Ordinal));
    }

    private static async Task<Consumer> CopyAsync(string version)
    {
        var sample = await Sample.CopyAsync("StepPackage");
        WriteVersions(sample, version);
        // Another folder of installed packages is another machine.
        sample.Write(
            "nuget.config",
            sample.Feed.NuGetConfig()
                .Replace(sample.Feed.InstalledPackages, sample.PathOf("../installed"), StringComparison.Ordinal)
                .Replace("<clear />", "<clear /><add key=\"team\" value=\"packages\" />", StringComparison.Ordinal)
                .Replace("<packageSourceMapping>", "<packageSourceMapping><packageSource key=\"team\"><package pattern=\"Acme.*\" /></packageSource>", StringComparison.Ordinal));
        return sample;
    }

    private static void WriteVersions(Consumer sample, string texts) => sample.Write(
        "Directory.Packages.props",
        $"""
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Tango.Build" Version="{sample.Feed.Version}" />
            <PackageVersion Include="Tango.Core" Version="{sample.Feed.Version}" />
            <PackageVersion Include="Acme.Texts" Version="{texts}" />
          </ItemGroup>
        </Project>
        """);

    // An entry of the cache has the id as its name.
    private static IEnumerable<string?> Ids(Consumer sample) => sample.EntriesOf("CountWords").Concat(sample.EntriesOf("MostFrequent")).Select(Path.GetFileName);
}
