using Tango.Build.Tasks.Tests.Infrastructure;

namespace Tango.Build.Tasks.Tests;

public sealed class CollectTangoCacheTests
{
    private readonly RecordingEngine _engine = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("soon", "")]
    [InlineData("-1", "")]
    [InlineData("7", "big")]
    [InlineData("7", "0")]
    public void Nonsense_is_an_error_that_names_the_property(string keepDays, string maxSize)
    {
        Assert.False(Execute(keepDays, maxSize));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.Contains(maxSize.Length == 0 ? "TangoGcKeepDays" : "TangoGcMaxSize", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("0.5", "10GB")]
    public void A_cache_that_is_not_there_is_no_error(string keepDays, string maxSize) => Assert.True(Execute(keepDays, maxSize));

    [Fact]
    public void A_dry_run_that_is_neither_true_nor_false_is_an_error()
    {
        Assert.False(Execute("7", "", dryRun: "perhaps"));
        Assert.Contains("TangoGcDryRun", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\0")]
    [InlineData("/a\0")]
    [InlineData("a/\0/b")]
    [InlineData("\0/tmp")]
    public void A_path_with_NUL_is_an_error_that_names_the_property(string cache)
    {
        Assert.False(Execute("7", "", cache: cache));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.StartsWith("TangoCacheDirectory=\"", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\0", error.Message, StringComparison.Ordinal);
    }

    private bool Execute(string keepDays, string maxSize, string dryRun = "", string cache = "../no-such-cache") => new CollectTangoCache
    {
        BuildEngine = _engine,
        ProjectFile = Path.GetFullPath("/repo/App/App.csproj"),
        CacheDirectory = cache,
        KeepDays = keepDays,
        MaxSize = maxSize,
        DryRun = dryRun,
    }.Execute();
}
