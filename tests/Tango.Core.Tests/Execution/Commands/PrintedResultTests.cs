using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Commands;
using Tango.IO;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Core.Tests.Execution.Commands;

public sealed class PrintedResultTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string> Printed => new()
    {
        { "nothing", "" },
        { "one line end", "\n" },
        { "no last line end", "a\nb" },
        { "a last line end", "a\nb\n" },
        { "two last line ends", "a\n\n" },
        { "lines of Windows", "a\r\nb\r\n" },
        { "a progress bar", "10 %\r20 %\r" },
        { "a byte order mark", "\uFEFFa\n" },
        { "zeros", "a\0b\0" },
        { "what a decoder would put in place", "\uFFFD\n" },
        { "characters of two, three and four bytes over every border of a block", string.Concat(Enumerable.Repeat("aé€𝄞", 30_000)) },
        { "one long line", new string('x', 3_000_000) },
    };

    [ShTheory]
    [MemberData(nameof(Printed))]
    public async Task Is_what_was_printed_to_the_last_character(string what, string printed)
    {
        Assert.NotEmpty(what);
        _project.Write("printed", printed);
        _project
            .DeclareCommand("text", "cat printed", "Inputs=printed")
            .DeclareCommand("bytes", "cat printed", "Inputs=printed", "Format=bytes")
            .DeclareCommand("json", "cat printed", "Inputs=printed", "Format=json")
            .DeclareCommand("passing", "cat printed", "Inputs=printed", "CacheResults=false")
            .Declare<Writes>("told", "Text=ref:text")
            .Declare<Writes>("passed", "Text=ref:passing")
            .DeclareCommand("copy", "cat {bytes}", "Inputs=ref:bytes", "Format=bytes.gz");

        var events = await _project.RunAsync();

        Assert.Empty(events.Of<RunEvent.StepFailed>());
        var bytes = Encoding.UTF8.GetBytes(printed);
        Assert.Equal(bytes, await _project.ResultAsync<byte[]>("bytes"));
        Assert.Equal(bytes, await _project.ResultAsync<byte[]>("copy"));
        var text = printed.EndsWith("\r\n", StringComparison.Ordinal) ? printed[..^2] : printed.EndsWith('\n') ? printed[..^1] : printed;
        foreach (var step in (string[])["text", "json", "told", "passed"])
            Assert.Equal(text, await _project.ResultAsync<string>(step));
    }

    public static TheoryData<string, byte[], string> NoText => new()
    {
        { "Latin-1", [(byte)'a', 0xFF, (byte)'b'], "the byte 0xFF in line 1" },
        { "a character that is cut off at the end", [(byte)'a', (byte)'\n', 0xE2, 0x82], "the byte 0xE2 in line 2" },
        { "half a surrogate pair", [(byte)'\n', (byte)'\n', 0xED, 0xA0, 0x80], "the byte 0xED in line 3" },
        { "UTF-16", [0xFF, 0xFE, (byte)'a', 0], "the byte 0xFF in line 1" },
        { "a fault far behind", [.. Enumerable.Repeat((byte)'\n', 200_000), 0x80], "the byte 0x80 in line 200001" },
        { "a fault after a character over the border of a block", [.. Enumerable.Repeat((byte)'a', 65_535), 0xC3, 0xA9, 0xC3, (byte)'a'], "the byte 0xC3 in line 1" },
    };

    [ShTheory]
    [MemberData(nameof(NoText))]
    public async Task Of_bytes_that_are_no_text_is_an_error_unless_bytes_are_asked_for(string what, byte[] printed, string said)
    {
        Assert.NotEmpty(what);
        File.WriteAllBytes(_project.PathOf("printed"), printed);
        _project
            .DeclareCommand("text", "cat printed", "Inputs=printed")
            .DeclareCommand("bytes", "cat printed", "Inputs=printed", "Format=bytes")
            .DeclareCommand("file", "cat printed | tee copy", "Inputs=printed", "Outputs=copy");

        var events = await _project.RunAsync();

        var failure = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal(("text", "TANGO0508"), (failure.Step, failure.Code));
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Format=\"bytes\"", failure.Message, StringComparison.Ordinal);
        Assert.False(_project.Cache.Contains(_project.UniqueId("text")));
        Assert.Equal(printed, await _project.ResultAsync<byte[]>("bytes"));
        Assert.Equal(printed, File.ReadAllBytes((await _project.ResultAsync<OutputFile>("file"))!.Path));
    }

    [ShFact]
    public async Task Has_the_bytes_of_the_command_alone_when_something_else_prints_later()
    {
        // What is left behind prints only when it is told to, and it is told to when the step has completed.
        _project.DeclareCommand(
            "server",
            "mkfifo go gone; (read line < go; echo late; echo end > gone) & head -c 60000 /dev/zero | tr '\\0' x; echo; echo mine",
            "Format=bytes");

        var events = await _project.RunAsync();

        Assert.Equal(new string('x', 60_000) + "\nmine\n", Encoding.UTF8.GetString((await _project.ResultAsync<byte[]>("server"))!));
        Assert.Single(events.Of<RunEvent.StepLogged>(), logged => logged.Text.Contains("still has its output open", StringComparison.Ordinal));
        using var child = await Shell("echo > go; cat gone");
    }

    [ShFact]
    public async Task Is_whole_while_something_else_prints_without_end()
    {
        _project.DeclareCommand(
            "server",
            "(while :; do echo tick; done) & echo $! > pid; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo END; echo ERR >&2");

        await _project.RunAsync();

        using (await Shell("kill $(cat pid) 2> /dev/null; true"))
        {
            var printed = (await _project.ResultAsync<string>("server"))!;
            Assert.Equal(5_000_000, printed.Count(letter => letter == 'x'));
            Assert.Contains("END", printed, StringComparison.Ordinal);
            Assert.Contains(" ERR\n", File.ReadAllText(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("server")), "log.txt")), StringComparison.Ordinal);
        }
    }

    [ShFact]
    public async Task Is_read_whole_however_late_the_reader_comes()
    {
        // As much as a pipe holds; the first byte is handed on only when the command has ended, and a child of its holds the pipe.
        using var process = StartShell("sleep 600 & echo $! > pid; head -c 65000 /dev/zero | tr '\\0' x; printf END");
        var taken = new MemoryStream();
        var isHeld = await new ChildProcess(process).FollowAsync(
            block =>
            {
                process.WaitForExit();
                taken.Write(block);
            },
            _ => { },
            () => Task.CompletedTask,
            CancellationToken.None);

        Assert.True(isHeld);
        Assert.Equal(65_003, taken.Length);
        Assert.EndsWith("END", Encoding.UTF8.GetString(taken.ToArray()), StringComparison.Ordinal);
        using var killed = await Shell("kill $(cat pid)");
    }

    [ShFact]
    public async Task That_is_too_long_ends_the_command_and_the_step()
    {
        var place = _project.PathOf("printed");
        var printed = new PrintedBytes(place, max: 1_000_000);
        var start = CommandShell.Start(ShellNames.Sh, "echo $$ > pid; yes", _project.Folder);
        start.Environment["TANGO_WORK"] = _project.Folder;
        using var log = new Tango.Execution.Running.StepLog(null, (_, _) => { });

        var failure = await Assert.ThrowsAsync<CommandException>(() => new CommandProcess(start, log) { Output = printed }.RunAsync(CancellationToken.None));

        printed.Dispose();
        Assert.False(File.Exists(place));
        Assert.Equal("TANGO0507", failure.Describe("step", null).Code);
        Assert.Contains("more than 1000000 bytes", failure.Describe("step", null).Message, StringComparison.Ordinal);
        var pid = int.Parse(File.ReadAllText(_project.PathOf("pid")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(LinuxProcess.TryRead(pid) is { IsAlive: true });
    }

    [ShFact]
    [Trait("Speed", "Slow")]
    public async Task Of_hundreds_of_megabytes_in_one_line_needs_no_memory_for_them()
    {
        _project
            .DeclareCommand("kept", "head -c 300000000 /dev/zero | tr '\\0' x; echo; echo END")
            .DeclareCommand("passing", "head -c 300000000 /dev/zero | tr '\\0' x; echo; echo END", "CacheResults=false")
            .DeclareCommand("file", "head -c 300000000 /dev/zero | tr '\\0' x; echo; echo END > end", "Outputs=end");
        var plan = Path.Combine(_project.StateDirectory, "small.json");
        Tango.Execution.Plans.ExecutionPlanFile.Write(plan, _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath, ScratchDirectory = Path.Combine(_project.StateDirectory, "steps") });

        // 100 MB.
        using var worker = TestWorker.Start(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x6400000" }, "run", plan);
        var events = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();

        Assert.DoesNotContain("stepFailed", events, StringComparison.Ordinal);
        Assert.Equal(0, worker.ExitCode);
        Assert.Equal(300_000_004, (await _project.ResultAsync<string>("kept"))!.Length);
    }

    private async Task<System.Diagnostics.Process> Shell(string text)
    {
        var process = StartShell(text);
        await process.WaitForExitAsync();
        return process;
    }

    private System.Diagnostics.Process StartShell(string text) => System.Diagnostics.Process.Start(CommandShell.Start(ShellNames.Sh, text, _project.Folder))!;
}
