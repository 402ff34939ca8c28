using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class RepositoryRoot
{
    [Theory]
    [InlineData("repo/.git/HEAD", "repo")]
    [InlineData("repo/.git", "repo")]
    [InlineData("repo/src/.git", "repo/src")]
    [InlineData("repo/.git/config", "repo/src/App")]
    [InlineData(null, "repo/src/App")]
    public async Task Holds_the_cache(string? git, string expected)
    {
        using var directory = TestDirectory.Create();
        if (git is not null)
            directory.Write(git, "");

        directory.Write("repo/.git-is-not-this", "");
        var project = ProjectCreator.Create(directory.PathOf("repo/src/App/App.proj"))
            .Import(Repository.PathOf("build/Tango.Build.props"))
            .Import(Repository.PathOf("build/Tango.Build.targets"))
            .Save();

        var read = await DotNet.RunAsync(directory.Path, ["msbuild", project.FullPath, "-getProperty:TangoCacheDirectory"]);

        Assert.Equal(directory.PathOf($"{expected}/.tango/cache"), read.EnsureSuccess().StandardOutput);
    }
}
