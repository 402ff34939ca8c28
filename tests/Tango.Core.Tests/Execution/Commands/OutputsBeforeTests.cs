using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>What lies in the outputs of a command before it runs, and no build of it is known to have put there.</summary>
public sealed class OutputsBeforeTests : IDisposable
{
    // Tools that keep their own books write only what is missing.
    private const string WriteMissing = "for f in a b c; do test -e o/$f || cp in/$f o/$f; done";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [ShTheory]
    [InlineData("o/", "Protect", "a b c", true)]
    [InlineData("o/", "Replace", "a b c", false)]
    [InlineData("o/*", "Protect", "a b c", true)]
    [InlineData("o/*", "Replace", "a b c", false)]
    [InlineData("o/a;o/b;o/c", "Protect", "a b c", true)]
    [InlineData("o/a;o/b;o/c", "Replace", "a b c", true)]
    [InlineData("o/a;o/?", "Protect", "a b", true)]
    [InlineData("**/o/*", "Protect", "c", true)]
    [InlineData("o/", "Protect", "", true)]
    public async Task Is_no_reason_for_a_tool_to_write_only_the_rest(string outputs, string mode, string there, bool staysTheirs)
    {
        foreach (var name in (string[])["a", "b", "c"])
            _project.Write("in/" + name, name);

        foreach (var name in there.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _project.Write("o/" + name, "of a build that is forgotten");

        var theirs = _project.Write("o/theirs", "theirs");
        _project.DeclareCommand("make", WriteMissing, "Inputs=in/*", "Outputs=" + outputs, "ExportMode=" + mode);

        var events = await _project.RunAsync();

        Assert.Equal(["make"], events.Completed);
        var result = (await _project.ResultAsync<OutputDirectory>("make"))!;
        Assert.Equal(["a", "b", "c"], result.Files().Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Assert.Equal(["a", "b", "c"], ((string[])["a", "b", "c"]).Select(name => File.ReadAllText(_project.PathOf("o/" + name))));
        Assert.Equal(staysTheirs ? "theirs" : null, File.Exists(theirs) ? File.ReadAllText(theirs) : null);
        Assert.Empty(SetAside());
    }

    [ShTheory]
    [InlineData("o/notes", "exit 1", "Protect")]
    [InlineData("o/notes", "exit 1", "Replace")]
    [InlineData("o/notes", "rm -f o/notes", "Protect")]
    [InlineData("o/notes", "rm -rf o; echo > o; exit 1", "Protect")]
    [InlineData("o/notes", "rm o/notes; mkdir o/notes; echo > o/notes/x", "Protect")]
    [InlineData("o/notes", "kill -9 $$", "Protect")]
    [InlineData("o/", "exit 1", "Protect")]
    [InlineData("o/", "exit 1", "Replace")]
    [InlineData("o/", "rm o/notes; mkfifo o/notes", "Protect")]
    [InlineData("o/", "rm -rf o; exit 1", "Replace")]
    [InlineData("o/*", "exit 1", "Protect")]
    [InlineData("o/notes;more/", "exit 0", "Protect")]
    public async Task Is_back_as_it_was_when_the_command_has_failed(string outputs, string end, string mode)
    {
        var notes = _project.Write("o/notes", "written by hand");
        _project.DeclareCommand("make", "echo half > o/notes; " + end, "Outputs=" + outputs, "ExportMode=" + mode, "Retries=1");

        var events = await _project.RunAsync();

        Assert.Equal(["make"], events.Failed);
        Assert.Equal("written by hand", File.ReadAllText(notes));
        Assert.Empty(SetAside());
    }

    [ShTheory]
    [InlineData("echo 1 > o/a", true)]
    [InlineData("rmdir o/sub; echo 1 > o/a", true)]
    [InlineData("rm -rf o; mkdir o; echo 1 > o/a", true)]
    [InlineData("rm -rf o/sub; mkdir o/sub; echo 1 > o/sub/a", true)]
    [InlineData("rmdir o/sub; echo 1 > o/sub", false)]
    [InlineData("rm -rf o/sub; mkdir o/real; ln -s real o/sub; echo 1 > o/real/a", false)]
    public async Task Earlier_files_are_restored_whatever_the_command_does_to_their_folders(string make, bool isBack)
    {
        var mine = _project.Write("o/sub/mine", "written by hand");
        _project.DeclareCommand("make", make, "Outputs=o/");

        var events = await _project.RunAsync();

        Assert.Equal(["make"], events.Completed);
        Assert.Equal(isBack, File.Exists(mine));
        var kept = isBack ? mine : Assert.Single(SetAside());
        Assert.Equal("written by hand", File.ReadAllText(kept));
        Assert.Single(events.Of<RunEvent.StepLogged>(), logged => logged.Text.Contains("'o/sub/mine' existed before", StringComparison.Ordinal) && (isBack || logged.Text.Contains(kept, StringComparison.Ordinal)));
        Assert.DoesNotContain((await _project.ResultAsync<OutputDirectory>("make"))!.Files(), path => Path.GetFileName(path) == "mine");
    }

    [ShTheory]
    [InlineData("k", "k/", false)]
    [InlineData("k", "k/x", false)]
    [InlineData("k", "k/*", false)]
    [InlineData("k/mine", "k", true)]
    [InlineData("k/deep/mine", "k", true)]
    public async Task Is_an_error_where_a_folder_or_a_file_has_to_be(string there, string outputs, bool isFolder)
    {
        var path = _project.Write(there, "theirs");
        _project.DeclareCommand("make", "echo 1 > k || echo 1 > k/x", "Outputs=" + outputs);

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0509", failure.Code);
        Assert.Contains(isFolder ? "'k' is a folder" : "'k' is a file", failure.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(path));
    }

    [ShTheory]
    [InlineData("k", "k/")]
    [InlineData("k/mine", "k")]
    public async Task Makes_way_where_all_is_the_commands_own(string there, string outputs)
    {
        _project.Write(there, "old");
        _project.DeclareCommand("make", "echo 1 > k 2>&- || echo 1 > k/x", "Outputs=" + outputs, "ExportMode=Replace");

        Assert.Equal(["make"], (await _project.RunAsync()).Completed);
    }

    [ShTheory]
    [InlineData("mkdir k; echo junk > k/x; exit 1")]
    [InlineData("mkdir -p k/deep; exit 1")]
    [InlineData("mkdir -p k/deep; echo junk > k/deep/x; exit 1")]
    [InlineData("mkdir k; echo junk > k/x")]
    public async Task A_folder_that_a_failed_attempt_made_of_a_file_is_removed(string first)
    {
        _project.DeclareCommand("make", $"if [ ! -e flag ]; then touch flag; {first}; else echo good > k; fi", "Outputs=k");
        Assert.Equal(["make"], (await _project.RunAsync()).Failed);

        Assert.Equal(["make"], (await _project.RunAsync()).Completed);

        Assert.Equal("good\n", File.ReadAllText(_project.PathOf("k")));
    }

    private IEnumerable<string> SetAside()
    {
        var folder = Path.Combine(_project.Cache.DirectoryPath, ".aside");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != ".tried") : [];
    }
}
