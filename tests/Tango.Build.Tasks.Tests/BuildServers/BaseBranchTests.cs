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
    [InlineData("GITHUB_BASE_REF=main GITHUB_HEAD_REF=feature", "main")]
    [InlineData("GITHUB_BASE_REF=main GITHUB_HEAD_REF=main", null)]
    [InlineData("GITHUB_BASE_REF=main GITHUB_HEAD_REF=Main", "main")]
    [InlineData("GITHUB_BASE_REF= GITHUB_HEAD_REF=", null)]
    [InlineData("SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/main", null)]
    [InlineData("SYSTEM_PULLREQUEST_TARGETBRANCH=main SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/main", null)]
    [InlineData("CI_MERGE_REQUEST_TARGET_BRANCH_NAME=trunk CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=trunk", null)]
    [InlineData("GITHUB_BASE_REF=main SYSTEM_PULLREQUEST_SOURCEBRANCH=main", "main")]
    public void Servers_name_it_in_builds_of_pull_requests_from_branches_of_other_names(string variables, string? branch)
    {
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(branch, BaseBranch.Find(environment.GetValueOrDefault));
    }
}
