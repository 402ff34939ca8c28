using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>Commands that the command interpreter of Windows reads.</summary>
public sealed class CmdTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [WindowsTheory]
    [InlineData("echo one  two", "one  two")]
    [InlineData("echo \"a b\" c", "\"a b\" c")]
    [InlineData("echo \"a & b\"", "\"a & b\"")]
    [InlineData("echo a^&b", "a&b")]
    [InlineData("echo one&& echo two", "one\r\ntwo")]
    [InlineData("if \"a b\"==\"a b\" (echo yes) else (echo no)", "yes")]
    [InlineData("\"%ComSpec%\" /d /c echo \"quoted first\"", "\"quoted first\"")]
    [InlineData("(echo in)& (echo out>&2)", "in")]
    [InlineData("echo 100%", "100%")]
    [InlineData("echo wow!", "wow!")]
    public async Task Each_word_arrives_as_it_is_written(string run, string printed)
    {
        _project.DeclareCommand("tell", run, "Shell=cmd");

        Assert.Empty((await _project.RunAsync()).Failed);

        Assert.Equal(printed, await _project.ResultAsync<string>("tell"));
    }

    // The second and third are in no code page of one byte together.
    [WindowsTheory]
    [InlineData("größer")]
    [InlineData("größer €")]
    [InlineData("größer € 漢")]
    [InlineData("дом")]
    [InlineData("😀")]
    public async Task Text_of_any_language_arrives(string text)
    {
        _project.DeclareCommand("tell", "echo " + text, "Shell=cmd").DeclareCommand("write", $"echo {text}> out\\told.txt", "Shell=cmd", "Outputs=out/told.txt");

        Assert.Empty((await _project.RunAsync()).Failed);

        Assert.Equal(text, await _project.ResultAsync<string>("tell"));
        Assert.Equal(text + "\r\n", await File.ReadAllTextAsync(_project.PathOf("out/told.txt")));
    }

    // A tool that writes the code page of the system nevertheless.
    [WindowsFact]
    public async Task Text_in_another_code_page_is_an_error_where_it_is_the_result()
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var print = $"\"{host}\" exec \"{Path.Combine(AppContext.BaseDirectory, "Tango.Core.Tests.Child.dll")}\" print C:\\unused 6772F6DF0D0A";
        _project.DeclareCommand("tell", print, "Shell=cmd").DeclareCommand("keep", print, "Shell=cmd", "Format=bytes");

        var events = await _project.RunAsync();

        var failure = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal(("tell", "TANGO0508"), (failure.Step, failure.Code));
        Assert.Contains("the byte 0xF6 in line 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("gr\uFFFD\uFFFD", await File.ReadAllTextAsync(failure.LogPath!), StringComparison.Ordinal);
        Assert.Equal(Convert.FromHexString("6772F6DF0D0A"), await _project.ResultAsync<byte[]>("keep"));
    }

    [WindowsTheory]
    [InlineData("no-such-tool --flag", "exited with code 9009 (not found)")]
    [InlineData("exit 3", "exited with code 3.")]
    [InlineData("cmd /c exit 5", "exited with code 5.")]
    [InlineData("cmd /c exit 6&& echo after", "exited with code 6.")]
    [InlineData("exit -1073741819", "exited with code 0xC0000005 (ended by an access violation in native code)")]
    [InlineData("exit -1073740791", "exited with code 0xC0000409 (aborted, e.g. by a buffer overrun in native code)")]
    [InlineData("exit -1073741571", "exited with code 0xC00000FD (ended by a stack overflow)")]
    [InlineData("exit -532462766", "exited with code 0xE0434352 (ended by an unhandled exception)")]
    [InlineData("exit -2", "exited with code 0xFFFFFFFE.")]
    public async Task An_exit_code_is_told_with_its_meaning(string run, string said)
    {
        _project.DeclareCommand("bad", run, "Shell=cmd");

        Assert.Contains(said, Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
    }

    [WindowsFact]
    public async Task Paths_and_variables_reach_it_whatever_is_in_them()
    {
        _project.Write("data/größer 100%.txt", "content");
        _project
            .DeclareCommand("make", "copy \"data\\größer 100%.txt\" \"out dir\\a & b.txt\" >nul", "Inputs=data/größer 100%.txt", "Outputs=out dir/a & b.txt")
            .DeclareCommand("read", "type {make}", "Inputs=ref:make")
            .DeclareCommand("variable", "type \"%TANGO_INPUT_MAKE%\"& echo  %GREETING%", "Inputs=ref:make", "Environment=GREETING=grüß dich");

        Assert.Empty((await _project.RunAsync()).Failed);

        Assert.Equal("content", await _project.ResultAsync<string>("read"));
        Assert.Equal("content grüß dich", await _project.ResultAsync<string>("variable"));
    }

    [WindowsFact]
    public async Task A_longer_text_than_cmd_reads_is_an_error_of_the_step()
    {
        _project.DeclareCommand("long", "echo " + new string('x', 8200), "Shell=cmd");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0505", failure.Code);
        Assert.Contains("reads at most 8191 characters", failure.Message, StringComparison.Ordinal);
    }

    [WindowsFact]
    public async Task A_command_that_is_ended_takes_along_what_it_started()
    {
        // The loop has no end, and the file cannot be deleted as long as somebody has it open.
        _project.DeclareCommand("slow", "cmd /c \"for /l %i in (0,0,1) do @rem\" > held.txt", "Shell=cmd", "Timeout=00:00:01");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0205", failure.Code);
        File.Delete(_project.PathOf("held.txt"));
        Assert.False(File.Exists(_project.PathOf("held.txt")));
    }
}
