namespace Tango.Build.Tasks.BuildServers;

/// <summary>Finds the build server that runs this build, by the variables that it sets.</summary>
internal static class BuildServer
{
    /// <summary>The file that a step of a job on GitHub appends its summary to.</summary>
    public const string GitHubSummary = "GITHUB_STEP_SUMMARY";

    private const string GitHub = "GITHUB_ACTIONS";
    private const string GitHubRoot = "GITHUB_WORKSPACE";
    private const string Azure = "TF_BUILD";
    private const string AzureRoot = "BUILD_SOURCESDIRECTORY";

    /// <summary>The server; null on a developer's machine, and on a server that reads only text.</summary>
    /// <param name="variable">Reads an environment variable; null: those of this process, which MSBuild sets anew for each build.</param>
    public static IBuildServer? Find(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (IsTrue(variable(GitHub)))
            return new GitHubActions(RootOf(variable(GitHubRoot)));

        return IsTrue(variable(Azure)) ? new AzurePipelines(RootOf(variable(AzureRoot)), AzurePipelines.HasLogger()) : null;
    }

    private static bool IsTrue(string? text) => "true".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string? RootOf(string? path) => string.IsNullOrEmpty(path) ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
