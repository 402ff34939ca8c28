using Tango.Runs;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>The branch that a pull request is to be merged into, by the variables that build servers set.</summary>
internal static class BaseBranch
{
    // The branch itself, and the one that is to be merged into it.
    private static readonly (string Base, string Head)[] Variables =
    [
        ("GITHUB_BASE_REF", "GITHUB_HEAD_REF"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "SYSTEM_PULLREQUEST_SOURCEBRANCH"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"),
    ];

    /// <summary>Its name; null if this is the build of no pull request, or of one from a fork's branch of the same name, whose records could not be told apart.</summary>
    /// <param name="variable">Reads an environment variable; null: those of this process, which MSBuild sets anew for each build.</param>
    public static string? Find(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var (@base, head) = Variables.Select(names => (GitWorkTree.BranchOf(variable(names.Base)), GitWorkTree.BranchOf(variable(names.Head)))).FirstOrDefault(names => !string.IsNullOrEmpty(names.Item1));
        return @base == head ? null : @base;
    }
}
