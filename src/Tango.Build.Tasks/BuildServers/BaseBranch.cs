using Tango.Runs;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>The branch that a pull request is to be merged into, by the variables that build servers set.</summary>
internal static class BaseBranch
{
    private static readonly string[] Variables = ["GITHUB_BASE_REF", "SYSTEM_PULLREQUEST_TARGETBRANCH", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];

    /// <summary>Its name; null if this is the build of no pull request.</summary>
    /// <param name="variable">Reads an environment variable; null: those of this process, which MSBuild sets anew for each build.</param>
    public static string? Find(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return GitWorkTree.BranchOf(Variables.Select(variable).FirstOrDefault(name => !string.IsNullOrEmpty(name)));
    }
}
