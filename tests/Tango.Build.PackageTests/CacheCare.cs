using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class CacheCare
{
    [Fact]
    public async Task TangoGc_TangoVerify_and_TangoCleanCache_remove_their_entries()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        (await app.BuildAsync()).EnsureSuccess();

        var collected = (await app.BuildAsync("-t:TangoGc", "--no-restore")).EnsureSuccess();
        Assert.StartsWith("Tango: nothing to remove; 7 entries kept, ", Assert.Single(collected.TangoLines), StringComparison.Ordinal);

        var listed = (await app.BuildAsync("-t:TangoGc", "--no-restore", "-p:TangoGcKeepDays=0", "-p:TangoGcDryRun=true")).EnsureSuccess();
        Assert.Equal(3, listed.TangoLines.Count(line => line.StartsWith("Tango: would remove ", StringComparison.Ordinal)));
        Assert.Matches(@"^Tango: 3 entries would be removed, .+; 4 entries kept, .+\.$", listed.TangoLines[^1]);

        collected = (await app.BuildAsync("-t:TangoGc", "--no-restore", "-p:TangoGcKeepDays=0")).EnsureSuccess();
        Assert.Matches(@"^Tango: 3 entries removed, .+; 4 entries kept, .+\.$", Assert.Single(collected.TangoLines));
        Assert.Empty((await app.BuildAsync(Worker.Unstartable)).EnsureSuccess().StepsRun);

        // Stored files are read-only.
        var result = Assert.Single(Directory.GetFiles(Assert.Single(app.EntriesOf("Sum")), "result.*"));
        File.Delete(result);
        await File.WriteAllTextAsync(result, "x");
        var verified = (await app.BuildAsync("-t:TangoVerify", "--no-restore")).EnsureSuccess();
        Assert.Equal(["Tango: 4 entries verified, 1 corrupt and quarantined."], verified.TangoLines);
        Assert.Contains("warning TANGO0301", verified.Result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(["sum"], (await app.BuildAsync()).EnsureSuccess().StepsRun);

        var clean = (await app.BuildAsync("-t:TangoClean", "--no-restore", "-p:TangoCleanCache=true")).EnsureSuccess();
        Assert.Equal(["Tango: 4 entries removed from the cache."], clean.TangoLines);
        Assert.Equal(["greeting", "numbers", "report", "sum"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
    }
}
