using Tango.Execution.Commands;
using Tango.IO;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>Which shell reads a command, and that two of them never share a result.</summary>
public sealed class CommandShellTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(true, ShellNames.Cmd)]
    [InlineData(false, ShellNames.Sh)]
    public void Without_a_choice_it_is_that_of_the_system(bool isWindows, string shell) => Assert.Equal(shell, ShellNames.DefaultOn(isWindows));

    [Theory]
    [InlineData("sh", "sh")]
    [InlineData(" Bash ", "bash")]
    [InlineData("CMD", "cmd")]
    [InlineData("pwsh", "pwsh")]
    [InlineData("powershell", null)]
    [InlineData("zsh", null)]
    [InlineData("/bin/sh", null)]
    [InlineData("", null)]
    public void Is_one_of_four(string text, string? shell) => Assert.Equal(shell, ShellNames.Read(text));

    [Fact]
    public void Each_shell_has_a_result_of_its_own()
    {
        foreach (var shell in (string[])["sh", "bash", "cmd", "pwsh"])
            _project.DeclareCommand(shell, "echo hello", "Shell=" + shell);

        Assert.Equal(4, ((string[])["sh", "bash", "cmd", "pwsh"]).Select(_project.UniqueId).Distinct().Count());
    }

    [Fact]
    public void Naming_the_shell_of_the_system_changes_no_id()
    {
        _project.DeclareCommand("one", "echo hello").DeclareCommand("two", "echo hello", "Shell=" + ShellNames.Default);

        Assert.Equal(_project.UniqueId("one"), _project.UniqueId("two"));
    }

    [Theory]
    [InlineData("Shell=zsh", "its Shell 'zsh' is unknown. Write one of sh, bash, cmd, pwsh")]
    [InlineData("Shell=cmd;Run=echo 1\necho 2", "cmd reads one line, and its Run has several")]
    [InlineData("Shell=cmd;Run=echo 1\r\necho 2\r\n", "cmd reads one line, and its Run has several")]
    public void What_no_shell_reads_is_a_mistake(string metadata, string message)
    {
        string[] values = metadata.Split(';');
        _project.Declare("one", ["Type=Command", .. values.Any(value => value.StartsWith("Run", StringComparison.Ordinal)) ? values : [.. values, "Run=true"]]);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0504", mistake.Code);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_around_one_line_for_cmd_are_none()
    {
        _project.DeclareCommand("one", "\n    echo 1\n  ", "Shell=cmd");

        Assert.Equal("one", Assert.Single(_project.Plan().Steps).Node.Name);
        Assert.EndsWith("&echo 1\"", CommandShell.ArgumentsOfCmd("\n    echo 1\n  "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_cmd_would_cut_is_an_error() =>
        Assert.Contains("reads at most 8191", Assert.Throws<CommandException>(() => CommandShell.ArgumentsOfCmd(new string('x', 8192))).Message, StringComparison.Ordinal);

    [Fact]
    public void PowerShell_ends_with_the_code_of_the_program_it_called()
    {
        var arguments = CommandShell.ArgumentsOf(ShellNames.Pwsh, "tool --flag");

        Assert.Equal(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command"], arguments.Take(4));
        Assert.Contains("tool --flag", arguments[4], StringComparison.Ordinal);
        Assert.EndsWith("exit $LASTEXITCODE }", arguments[4], StringComparison.Ordinal);
    }

    [ShFact]
    public async Task Bash_reads_what_only_bash_knows()
    {
        if (ProgramPath.Find("bash") is null)
            return;

        _project.DeclareCommand("tell", "values=(one two); echo ${values[1]}", "Shell=bash");

        await _project.RunAsync();

        Assert.Equal("two", await _project.ResultAsync<string>("tell"));
    }

    [ShFact]
    public async Task A_shell_that_is_not_here_is_an_error_of_the_step()
    {
        _project.DeclareCommand("one", "echo 1", "Shell=cmd");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0505", failure.Code);
        Assert.Contains("could not be started. Its Shell is cmd, which only Windows has", failure.Message, StringComparison.Ordinal);
    }
}
