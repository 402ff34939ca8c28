using System.ComponentModel;
using System.Diagnostics;
using Tango.IO;

namespace Tango.Runs;

/// <summary>Asks git for the commit, the branch and whether files were modified. A run record does without them if there is no git, or no answer in time.</summary>
internal static class GitWorkTree
{
    private const string Commit = "# branch.oid ";
    private const string Branch = "# branch.head ";
    private const string None = "(initial)";
    private const string Detached = "(detached)";

    // A status of a large repository takes a second; of one on a network that does not answer, for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Those of a hook of git, which may be about another folder.
    private static readonly string[] OfHooks = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

    // The variables in which CI services, which check out a commit and no branch, give its name.
    private static readonly string[] OfServices = ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH", "CI_COMMIT_REF_NAME"];

    private const string Heads = "refs/heads/";

    /// <summary>Asks for the state of the repository that a folder is in.</summary>
    /// <returns>Null if the folder is in none, or git does not answer.</returns>
    public static async Task<SourceState?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsInRepository(folder) || ProgramPath.Find("git") is not { } git)
            return null;

        try
        {
            return await StatusAsync(git, folder, cancellationToken).ConfigureAwait(false) is { } status ? Parse(status) : null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            // It could not be started, or its output not be read.
            return null;
        }
    }

    /// <summary>Reads the output of <c>git status --porcelain=v2 --branch</c>.</summary>
    internal static SourceState Parse(string status)
    {
        var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(
            ValueOf(lines, Commit) is { } commit and not None ? commit : null,
            ValueOf(lines, Branch) is { } branch and not Detached ? branch : BranchOfService(),
            lines.Any(line => line[0] != '#'));
    }

    private static string? ValueOf(string[] lines, string key) => Array.Find(lines, line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static string? BranchOfService() => BranchOf(OfServices.Select(Environment.GetEnvironmentVariable).FirstOrDefault(name => !string.IsNullOrEmpty(name)));

    /// <summary>The name of a branch that a CI service gives as its full reference, as Azure Pipelines does, or as its name.</summary>
    public static string? BranchOf(string? reference) => reference is not null && reference.StartsWith(Heads, StringComparison.Ordinal) ? reference[Heads.Length..] : reference;

    // A worktree and a submodule have a file of that name.
    private static bool IsInRepository(string folder)
    {
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Path.Exists(Path.Combine(parent, ".git")))
                return true;
        }

        return false;
    }

    private static async Task<string?> StatusAsync(string git, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(git, ["status", "--porcelain=v2", "--branch", "--untracked-files=no"]) { WorkingDirectory = folder };

        // Another git at work must not fail because this one writes to the index.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        foreach (var variable in OfHooks)
            start.Environment.Remove(variable);

        var ran = await ProgramOutput.RunAsync(start, input: "", Patience, cancellationToken).ConfigureAwait(false);
        return ran is { WasEnded: false, ExitCode: 0 } ? ran.Output : null;
    }
}
