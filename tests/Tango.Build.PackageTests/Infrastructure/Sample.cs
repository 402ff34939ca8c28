using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>A sample of the repository, copied to another folder, where its projects refer to the package like a user's, with a central package version.</summary>
internal static class Sample
{
    public static async Task<Consumer> CopyAsync(string name)
    {
        var consumer = await Consumer.EmptyAsync();
        var source = Repository.PathOf(Path.Combine("samples", name));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
                consumer.Write(relative, File.ReadAllText(file));
        }

        consumer.Write(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="Tango.Build" Version="{consumer.Feed.Version}" /></ItemGroup>
            </Project>
            """);
        consumer.Write(
            "Directory.Build.props",
            "<Project><PropertyGroup><TangoRootDirectory>$(MSBuildThisFileDirectory)</TangoRootDirectory></PropertyGroup></Project>");
        return consumer;
    }

    /// <summary>The names of the steps that a build says it ran, in order.</summary>
    public static IReadOnlyList<string> StepsThatRan(this BuildRun build) => [.. build.TangoLines
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["Tango", _, "ran", ..])
        .Select(words => words[1])
        .Order(StringComparer.Ordinal)];
}
