using Tango.Build.Tasks.BuildServers;

namespace Tango.Build.Tasks.Tests.BuildServers;

public sealed class BuildServerTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("CI=true", null)]
    [InlineData("GITHUB_ACTIONS=false", null)]
    [InlineData("GITHUB_ACTIONS=true", nameof(GitHubActions))]
    [InlineData("TF_BUILD=True", nameof(AzurePipelines))]
    [InlineData("GITHUB_ACTIONS=true TF_BUILD=True", nameof(GitHubActions))]
    public void A_server_is_known_by_its_variable(string variables, string? server) => Assert.Equal(server, Find(variables)?.GetType().Name);

    [Theory]
    [InlineData("GITHUB_ACTIONS=true GITHUB_WORKSPACE=/repo/", "/repo")]
    [InlineData("GITHUB_ACTIONS=true", null)]
    [InlineData("TF_BUILD=True BUILD_SOURCESDIRECTORY=/agent/s", "/agent/s")]
    [InlineData("TF_BUILD=True", null)]
    public void Its_folder_is_that_of_the_clone(string variables, string? root) =>
        Assert.Equal(root is null ? null : Path.GetFullPath(root), Find(variables)!.Root);

    private static IBuildServer? Find(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return BuildServer.Find(values.GetValueOrDefault);
    }
}
