using System.Globalization;
using Tango.Execution.Commands;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

public sealed class FailedCommandTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [ShFact]
    public async Task Says_how_it_ended_and_what_it_printed_last()
    {
        _project.DeclareCommand("bad", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; echo error $i >&2; done; exit 3");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0505", failure.Code);
        Assert.StartsWith("Step 'bad' failed: the command exited with code 3. It printed:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\nline 12\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\nerror 12\n", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 1\n", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Log: {failure.LogPath}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 1\n", File.ReadAllText(failure.LogPath!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o:3 e:2", "o1 o2 o3 e1 e2")]
    [InlineData("e:2 o:30", "e1 e2 o13-o30")]
    [InlineData("e:30 o:30", "e21-e30 o21-o30")]
    [InlineData("o:30 e:30", "o21-o30 e21-e30")]
    [InlineData("o:12 e:12", "o3-o12 e3-e12")]
    [InlineData("o:30", "o11-o30")]
    [InlineData("e:30 o:1", "e12-e30 o1")]
    [InlineData("", "")]
    public void The_last_lines_of_one_stream_do_not_displace_those_of_the_other(string printed, string kept)
    {
        var last = new LastLines();
        foreach (var (stream, count) in printed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => (part[0], int.Parse(part[2..], CultureInfo.InvariantCulture))))
        {
            Action<string> add = stream == 'o' ? last.AddOutput : last.AddError;
            for (var i = 1; i <= count; i++)
                add(string.Create(CultureInfo.InvariantCulture, $"{stream}{i}"));
        }

        Assert.Equal(kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Expand), last.ToList());

        static IEnumerable<string> Expand(string range)
        {
            var bounds = range.Split('-').Select(bound => int.Parse(bound[1..], CultureInfo.InvariantCulture)).ToList();
            return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"{range[0]}{i}"));
        }
    }

    [Theory]
    [InlineData("no-such-tool-anywhere", "exited with code 127 (not found)")]
    [InlineData("exit 1", "exited with code 1. It printed nothing.")]
    public async Task Says_what_is_known_of_it(string run, string said)
    {
        if (OperatingSystem.IsWindows())
            said = said.Replace("127", "9009", StringComparison.Ordinal);

        _project.DeclareCommand("bad", run);

        Assert.Contains(said, Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
    }

    [ShFact]
    public async Task In_a_working_directory_that_is_not_there_says_so()
    {
        _project.DeclareCommand("lost", "pwd", "WorkingDirectory=no/where");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Contains($"its WorkingDirectory '{_project.PathOf("no/where")}' does not exist. Log: ", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [ShFact]
    public async Task Does_not_fill_the_build_log_with_one_endless_line()
    {
        _project.DeclareCommand("bad", "head -c 100000 /dev/zero | tr '\\0' x; echo; exit 1");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Contains(new string('x', 1000) + "…", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Message.Length < 2000, $"The message has {failure.Message.Length} letters.");
        Assert.Contains(new string('x', 100000), File.ReadAllText(failure.LogPath!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_did_not_write_its_outputs_fails()
    {
        _project.Write("out/a.txt", "from before");
        _project.Write("tree/old.txt", "from before");
        _project.DeclareCommand("make", "echo b > out/b.txt", "Outputs=out/a.txt;out/b.txt;tree/;*.none");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0506", failure.Code);
        Assert.Contains("did not write '*.none', 'out/a.txt', 'tree/'.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(_project.PathOf("tree/old.txt"), Assert.Single(Directory.GetFiles(_project.PathOf("tree"))));
        Assert.False(_project.Cache.Contains(_project.UniqueId("make")));
    }

    [ShFact]
    public async Task A_failed_command_is_retried_as_often_as_allowed()
    {
        _project.DeclareCommand("flaky", "echo x >> \"$TANGO_WORK/tries\"; test $(wc -l < \"$TANGO_WORK/tries\") -ge 3", "Retries=2");

        var events = await _project.RunAsync();

        Assert.Equal(["flaky"], events.Completed);
        Assert.Equal("Attempt 1 of 3 failed, retrying: the command exited with code 1", events.Of<RunEvent.StepLogged>().First().Text);
    }

    [ShTheory]
    [InlineData("echo x; rm -rf \"$TANGO_WORK\"", "")]
    [InlineData("rm -rf \"$TANGO_WORK\"; echo x", "Format=bytes")]
    [InlineData("rm -f \"$TANGO_WORK\"/.printed", "")]
    [InlineData("mv \"$TANGO_WORK\" elsewhere", "")]
    public async Task Is_one_that_removed_what_it_printed_with_its_work_folder(string run, string format)
    {
        string[] settings = format.Length == 0 ? [] : [format];
        _project.DeclareCommand("tidy", run, settings);

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0510", failure.Code);
        Assert.Contains("(TANGO_WORK)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", File.ReadAllText(failure.LogPath!), StringComparison.Ordinal);
    }

    // Backups of users' files may be behind a link.
    [ShTheory]
    [InlineData(".aside", true)]
    [InlineData(".aside/MACHINE", true)]
    [InlineData(".aside", false)]
    [InlineData(".aside/MACHINE", false)]
    public async Task Something_else_in_place_of_the_folder_of_backups_is_an_error(string name, bool isLink)
    {
        _project.Write("out/mine.txt", "mine");
        _project.DeclareCommand("make", "echo 1 > out/a.txt", "Outputs=out/");
        var victim = Directory.CreateDirectory(_project.PathOf("v")).FullName;
        var path = Path.Combine(_project.Cache.DirectoryPath, name.Replace("MACHINE", Environment.MachineName, StringComparison.Ordinal));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (isLink)
            Directory.CreateSymbolicLink(path, victim);
        else
            File.WriteAllText(path, "");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal(isLink ? "TANGO0323" : "TANGO0302", failure.Code);
        Assert.Contains(isLink ? $"'{path}' is a link to '{victim}'." : $"'{path}' must be a folder, but is a file. Delete it.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(victim));
        Assert.Equal("mine", File.ReadAllText(_project.PathOf("out/mine.txt")));
    }

    [ShFact]
    public async Task Not_because_a_file_is_at_the_path_of_its_entry()
    {
        _project.DeclareCommand("make", "echo 1");
        var entry = _project.Cache.PathForStep(_project.UniqueId("make"));
        Directory.CreateDirectory(_project.Cache.DirectoryPath);
        File.WriteAllText(entry, "");

        Assert.Equal(["make"], (await _project.RunAsync()).Completed);

        Assert.True(File.Exists(entry));
    }

    [ShFact]
    public async Task Blocks_what_needs_it()
    {
        _project.DeclareCommand("bad", "exit 1", "Outputs=a.txt").DeclareCommand("next", "cat {bad}", "Inputs=ref:bad");

        Assert.Equal(["next"], (await _project.RunAsync()).Blocked);
    }
}
