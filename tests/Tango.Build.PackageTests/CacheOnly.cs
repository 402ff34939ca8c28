using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class CacheOnly
{
    [Fact]
    public async Task Takes_what_is_there_and_names_what_is_missing()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var whole = (await app.BuildAsync(["-p:TangoMode=CacheOnly", .. Worker.Unstartable])).EnsureSuccess();
        Assert.Empty(whole.StepsRun);
        Assert.Equal(["Tango: all 4 steps are up to date."], whole.TangoLines.Where(line => line.StartsWith("Tango: ", StringComparison.Ordinal)));

        Directory.Delete(Assert.Single(app.EntriesOf("Sum")), recursive: true);
        var broken = (await app.BuildAsync("-p:TangoMode=CacheOnly")).EnsureFailure();

        Assert.Empty(broken.StepsRun);
        var error = Assert.Single(broken.Errors);
        Assert.Contains("App.csproj" + app.PlaceOf("App.csproj", "<TangoStep Include=\"sum\"") + ": error TANGO0305", error, StringComparison.Ordinal);
        Assert.Contains("(result is no longer in the cache)", error, StringComparison.Ordinal);
    }
}
