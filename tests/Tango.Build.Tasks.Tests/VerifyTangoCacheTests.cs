using Tango.Build.Tasks.Tests.Infrastructure;

namespace Tango.Build.Tasks.Tests;

public sealed class VerifyTangoCacheTests
{
    private readonly RecordingEngine _engine = new();

    [Theory]
    [InlineData("again")]
    [InlineData("Files;Recompute")]
    [InlineData("true")]
    [InlineData("0")]
    public void An_unknown_mode_is_an_error_that_names_the_property(string mode)
    {
        Assert.False(Execute(mode));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.Contains($"TangoVerifyMode=\"{mode}\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Files")]
    [InlineData(" files ")]
    public void A_cache_that_is_not_there_is_no_error(string mode) => Assert.True(Execute(mode));

    private bool Execute(string mode) => new VerifyTangoCache
    {
        BuildEngine = _engine,
        ProjectFile = Path.GetFullPath("/repo/App/App.csproj"),
        CacheDirectory = "../no-such-cache",
        Mode = mode,
    }.Execute();
}
