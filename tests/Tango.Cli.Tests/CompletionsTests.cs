using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

/// <summary>What shells are told when a user presses Tab.</summary>
public sealed class CompletionsTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tango sho", "show")]
    [InlineData("tango show mod", "model")]
    [InlineData("tango show App/s", "App/split")]
    [InlineData("tango why s", "App/split,Lab/split")]
    [InlineData("tango log my", "my step")]
    [InlineData("tango run --force mod", "model")]
    [InlineData("tango run --set mod", "model.")]
    [InlineData("tango debug gone", "")]
    [InlineData("tango completions ba", "bash")]
    public async Task Names_are_completed_from_the_last_builds(string line, string expected)
    {
        _folder.Build("App", "b0", Ran("gone", "Gone-1-a"));
        _folder.Build("App", "b1", Ran("split", "Split-1-a"), Ran("model", "Model-1-a")).Build("Lab", "b1", Ran("split", "Split-1-b"), Ran("my step", "My-1-a"));

        var (code, output, error) = await CliRun.RunAsync(_folder.Path, $"[suggest:{line.Length}]", line);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(expected, string.Join(',', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(one => expected.Length == 0 || !one.StartsWith('-'))));
    }

    [Fact]
    public async Task What_is_damaged_does_not_disturb()
    {
        Directory.CreateDirectory(_folder.PathOf(".tango/runs"));
        await File.WriteAllTextAsync(_folder.PathOf(".tango/runs/20261130T100130.000Z-App-x.json"), "{");

        var (code, output, error) = await CliRun.RunAsync(_folder.Path, "[suggest:14]", "tango show mod");

        Assert.Equal((0, "", ""), (code, output.Trim(), error));
    }

    [Theory]
    [InlineData("model.", "mo", "model. without a blank")]
    [InlineData("model.\nmodels.", "mo", "model. models. without a blank")]
    [InlineData("model", "mo", "model")]
    [InlineData("v1.5", "v1.", "v1.5")]
    [InlineData("", "mo", "")]
    public async Task In_bash_no_blank_follows_where_an_argument_does(string found, string word, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;

        var script = (await CliRun.RunAsync(_folder.Path, "completions", "bash")).Output;
        var test = $"tango() {{ printf '%s\\n' '{found}'; }}\ncompopt() {{ nospace=' without a blank'; }}\n{script}\nCOMP_WORDS=(tango {word}) COMP_CWORD=1 COMP_LINE='tango {word}' COMP_POINT=8\n_tango || exit 1\nprintf '%s' \"${{COMPREPLY[*]}}$nospace\"\n";
        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", test]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal((0, expected, ""), (bash.ExitCode, output, await bash.StandardError.ReadToEndAsync()));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _tango tango")]
    [InlineData("zsh", "compdef _tango tango")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName tango")]
    public async Task Every_shell_has_a_script(string shell, string expected) =>
        Assert.Contains(expected, (await CliRun.RunAsync(_folder.Path, "completions", shell)).Output, StringComparison.Ordinal);
}
