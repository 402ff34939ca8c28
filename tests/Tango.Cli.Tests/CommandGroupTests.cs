namespace Tango.Cli.Tests;

public sealed class CommandGroupTests : IDisposable
{
    private const string Missing = "Required command was not provided.";

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("rnu", "rnu")]
    [InlineData("frobnicate", "frobnicate", "--json")]
    [InlineData("--frobnicate", "--frobnicate")]
    [InlineData("frobnicate", "cache", "frobnicate")]
    [InlineData("frobnicate", "cache", "stats", "frobnicate")]
    [InlineData("--frobnicate", "cache", "--cache", "a", "--frobnicate")]
    public async Task A_mistyped_command_is_the_only_mistake(string mistyped, params string[] arguments)
    {
        var (code, _, error) = await CliRun.RunAsync(_folder.Path, arguments);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains($"'{mistyped}'", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Missing, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  run ")]
    [InlineData("  run ", "--json")]
    [InlineData("  stats ", "cache")]
    [InlineData("  stats ", "cache", "--cache", "a")]
    public async Task Without_a_command_all_are_told(string command, params string[] arguments)
    {
        var (code, output, error) = await CliRun.RunAsync(_folder.Path, arguments);

        Assert.Equal((ExitCode.Usage, Missing), (code, error.Trim()));
        Assert.Contains(command, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("cache", "--help")]
    public async Task Help_is_no_mistake(params string[] arguments)
    {
        var (code, _, error) = await CliRun.RunAsync(_folder.Path, arguments);

        Assert.Equal((ExitCode.Success, ""), (code, error));
    }
}
