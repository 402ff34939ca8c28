using Tango.Build.Tasks.BuildServers;

namespace Tango.Build.Tasks.Tests.BuildServers;

public sealed class BaseBranchTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("GITHUB_BASE_REF=", null)]
    [InlineData("GITHUB_BASE_REF=main", "main")]
    [InlineData("GITHUB_BASE_REF=release/1.0", "release/1.0")]
    [InlineData("SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/release/1.0", "release/1.0")]
    [InlineData("SYSTEM_PULLREQUEST_TARGETBRANCH=main", "main")]
    [InlineData("CI_MERGE_REQUEST_TARGET_BRANCH_NAME=trunk", "trunk")]
    [InlineData("GITHUB_REF_NAME=main", null)]
    public void Servers_name_it_in_builds_of_pull_requests(string variable, string? branch) =>
        Assert.Equal(branch, BaseBranch.Find(name => variable.Split('=') is [var key, var value] && key == name ? value : null));
}
