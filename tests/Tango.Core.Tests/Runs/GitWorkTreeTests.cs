using System.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class GitWorkTreeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("# branch.oid 0123abc\n# branch.head main\n", "0123abc", "main", false)]
    [InlineData("# branch.oid 0123abc\r\n# branch.head feature/x\r\n# branch.upstream origin/x\r\n# branch.ab +1 -0\r\n", "0123abc", "feature/x", false)]
    [InlineData("# branch.oid (initial)\n# branch.head main\n1 A. N... 000000 100644 100644 0 1 a.txt\n", null, "main", true)]
    [InlineData("# branch.oid 0123abc\n# branch.head main\n1 .M N... 100644 100644 100644 1 1 a.txt\n", "0123abc", "main", true)]
    [InlineData("# branch.oid 0123abc\n# branch.head main\nu UU N... 1 1 1 1 1 1 1 a.txt\n", "0123abc", "main", true)]
    [InlineData("", null, null, false)]
    public void The_status_tells_commit_branch_and_changes(string status, string? commit, string? branch, bool isDirty)
    {
        var state = GitWorkTree.Parse(status);

        Assert.Equal((commit, isDirty), (state.Commit, state.IsDirty));

        // Without one, that of the CI service in which this test may run.
        if (branch is not null)
            Assert.Equal(branch, state.Branch);
    }

    [Fact]
    public async Task A_folder_that_is_in_no_repository_has_no_state()
    {
        if (Path.Exists(Path.Combine(Path.GetTempPath(), ".git")))
            return;

        Assert.Null(await GitWorkTree.ReadAsync(_directory.Path, default));
    }

    [Fact]
    public async Task A_repository_is_asked_from_any_folder_of_it()
    {
        if (ProgramPath.Find("git") is null)
            return;

        _directory.Write("src/a.txt", "1");
        Git("init", "--quiet", "--initial-branch", "trunk");
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "first");
        var clean = await GitWorkTree.ReadAsync(_directory.PathOf("src"), default);
        _directory.Write("src/not-added.txt", "1");
        var withOtherFile = await GitWorkTree.ReadAsync(_directory.PathOf("src"), default);
        _directory.Write("src/a.txt", "other");
        var dirty = await GitWorkTree.ReadAsync(_directory.PathOf("src"), default);

        Assert.Equal(40, clean!.Commit!.Length);
        Assert.Equal(("trunk", false), (clean.Branch, clean.IsDirty));
        Assert.Equal(clean, withOtherFile);
        Assert.Equal(clean with { IsDirty = true }, dirty);
    }

    [Fact]
    public async Task A_folder_that_only_looks_like_a_repository_has_no_state()
    {
        _directory.Write(".git", "no link");

        Assert.Null(await GitWorkTree.ReadAsync(_directory.Path, default));
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _directory.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
