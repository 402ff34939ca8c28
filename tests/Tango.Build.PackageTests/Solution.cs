using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A solution of two pipelines over one cache, one of which takes results of the other.</summary>
public sealed class Solution
{
    private const string File = "../All.slnx";

    [Fact]
    public async Task Properties_may_be_meant_for_one_project()
    {
        using var app = await TwoProjects.CreateAsync();
        app.Write(File, "<Solution><Project Path=\"App/App.csproj\" /><Project Path=\"Data/Data.csproj\" /></Solution>");
        var cache = $"-p:TangoCacheDirectory={app.PathOf("../cache")}";

        var first = (await app.BuildAsync(File, "-m", cache)).EnsureSuccess();
        var forced = (await app.BuildAsync(File, "--no-restore", cache, "-p:TangoForce=App/s*")).EnsureSuccess();
        var set = (await app.BuildAsync(File, "--no-restore", cache, "-p:TangoSet=data/numbers.Count=6%3BApp/report.Title=Six", "-p:TangoSteps=App/report")).EnsureSuccess();
        var wrong = (await app.BuildAsync(File, "--no-restore", cache, "-p:TangoForce=App/numbers", "-p:TangoSet=Data/sum.Of=1")).EnsureFailure();

        Assert.Equal(["numbers", "report", "sum"], first.StepsRun);
        Assert.Equal(["sum"], forced.StepsRun);
        Assert.Equal(["numbers", "report", "sum"], set.StepsRun);
        Assert.Contains("\"Total\":21", app.Read("bin/Debug/net10.0/report.json"), StringComparison.OrdinalIgnoreCase);

        // App is not built: Data, which it refers to, has a mistake.
        Assert.Contains("error TANGO0018", Assert.Single(wrong.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_one_report_if_all_projects_name_one_file()
    {
        using var app = await TwoProjects.CreateAsync();
        app.Write(File, "<Solution><Project Path=\"App/App.csproj\" /><Project Path=\"Data/Data.csproj\" /></Solution>");
        var page = app.PathOf("../reports/all.html");
        (await app.BuildAsync(File, "-m")).EnsureSuccess();

        var report = (await app.BuildAsync(File, "--no-restore", "-m", "-t:TangoReport", $"-p:TangoReportFile={page}")).EnsureSuccess();
        var all = System.IO.File.ReadAllText(page);
        (await app.BuildAsync("--no-restore", "-t:TangoReport", $"-p:TangoReportFile={page}")).EnsureSuccess();

        Assert.Equal([$"App -> {page}", $"Data -> {page}"], report.Result.Lines.Select(line => line.Trim()).Where(line => line.EndsWith(".html", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([page], Directory.GetFileSystemEntries(Path.GetDirectoryName(page)!));
        Assert.Contains("<title>App, Data: pipeline</title>", all, StringComparison.Ordinal);

        // The next build begins a new page.
        Assert.Contains("<title>App: pipeline</title>", System.IO.File.ReadAllText(page), StringComparison.Ordinal);
    }
}
