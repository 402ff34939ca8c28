using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

/// <summary>The sample as its README describes it, with the package instead of the sources. Needs Python.</summary>
public sealed class PolyglotSample
{
    [ShFact]
    public async Task Makes_its_page_and_runs_what_a_change_calls_for()
    {
        using var app = await Consumer.EmptyAsync();
        CopySample(app);

        (await app.BuildAsync("-tl:off")).EnsureSuccess();
        var page = app.Read("bin/Debug/net10.0/zones.html");
        Assert.Contains("<title>Europe/Zurich</title>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>Europe</td><td>", page, StringComparison.Ordinal);

        app.Edit("scripts/draw_map.py", "#c2410c", "#1d4ed8");
        var changed = (await app.BuildAsync("-tl:off")).EnsureSuccess();
        Assert.Equal(["cached", "ran", "cached", "ran"], new[] { "zones", "map", "regions", "page" }.Select(step => StateOf(changed, step)));
        Assert.Contains("#1d4ed8", app.Read("bin/Debug/net10.0/zones.html"), StringComparison.Ordinal);

        Directory.Delete(app.PathOf("out"), recursive: true);
        (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();
        Assert.Contains("#1d4ed8", app.Read("out/map.svg"), StringComparison.Ordinal);
    }

    private static string StateOf(BuildRun build, string step) => build.TangoLines
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Single(words => words[1] == step)[2];

    // Versions stand in the repository's Directory.Packages.props.
    private static void CopySample(Consumer app)
    {
        var sample = Repository.PathOf("samples/Polyglot");
        foreach (var path in Directory.GetFiles(sample, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(sample, path);
            if (!relative.StartsWith("bin", StringComparison.Ordinal) && !relative.StartsWith("obj", StringComparison.Ordinal) && !relative.StartsWith("out", StringComparison.Ordinal))
                app.Write(relative, File.ReadAllText(path));
        }

        app.Write("Directory.Build.targets", $"""<Project><ItemGroup><PackageReference Update="Tango.Build" Version="{app.Feed.Version}" /></ItemGroup></Project>""");
    }
}
