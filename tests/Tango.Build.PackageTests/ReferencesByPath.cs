using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>Assemblies that are referred to by path count by content, those behind them too.</summary>
public sealed class ReferencesByPath
{
    private const string Steps =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class T : Step<string> { public string Run() { Marks.Leave("t"); return A.X.T(); } }
        [Step(Deterministic = true, Format = "text")]
        public sealed class U : Step<string> { public string Run() { Marks.Leave("u"); return A.X.U(); } }
        [Step(Deterministic = true, Format = "text")]
        public sealed class Plain : Step<string> { public string Run() { Marks.Leave("plain"); return ""; } }
        """;

    [Theory]
    [InlineData("../libs/A.dll")]
    [InlineData("A")]
    public async Task Count_by_content_with_what_they_refer_to(string include)
    {
        using var app = await CreateAsync(include);
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal("a1", app.Read("out/t.txt"));
        Assert.Equal("b1", app.Read("out/u.txt"));

        app.Edit("../A/X.cs", "a1", "a2");
        await CompileAsync(app, "A");
        var build = (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal(["t", "u"], build.StepsRun);
        Assert.Contains(build.TangoLines, line => line.EndsWith("code changed: assembly A", StringComparison.Ordinal));
        Assert.Equal("a2", app.Read("out/t.txt"));

        // B lies beside A, and nothing but A knows of it.
        app.Edit("../B/X.cs", "b1", "b2");
        await CompileAsync(app, "B");
        build = (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal(["t", "u"], build.StepsRun);
        Assert.Contains(build.TangoLines, line => line.EndsWith("code changed: assembly B", StringComparison.Ordinal));
        Assert.Equal("b2", app.Read("out/u.txt"));

        app.Edit("../B/X.cs", "b2", "b3");
        await CompileAsync(app, "B", "-p:FileVersion=1.0.1");
        Assert.Equal(["t", "u"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Equal("b3", app.Read("out/u.txt"));

        // The same content, copied again.
        File.Copy(app.PathOf("../libs/A.dll"), app.PathOf("../libs/A.copy"));
        File.Move(app.PathOf("../libs/A.copy"), app.PathOf("../libs/A.dll"), overwrite: true);
        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);
        var last = (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();
        Assert.Contains("Tango: all 3 steps are up to date.", last.TangoLines);
    }

    private static async Task<Consumer> CreateAsync(string include)
    {
        var app = await Consumer.EmptyAsync();
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../B/X.cs", "namespace B; public static class X { public static string T() => \"b1\"; }");
        app.Write("../A/X.cs", "namespace A; public static class X { public static string T() => \"a1\"; public static string U() => B.X.T(); }");
        ProjectCreator.Templates.SdkCsproj(app.PathOf("../B/B.csproj")).Save();
        ProjectCreator.Templates.SdkCsproj(app.PathOf("../A/A.csproj")).ItemInclude("Reference", "../libs/B.dll").Save();
        await CompileAsync(app, "B");
        await CompileAsync(app, "A");
        app.Write("Steps.cs", Steps + ChangedResources.Marks);
        app.WriteProject(project => project
            .ItemInclude("Reference", include, include == "A" ? [new("HintPath", "../libs/A.dll")] : [])
            .TangoStep("t", "T", ("ExportTo", "out/t.txt"))
            .TangoStep("u", "U", ("ExportTo", "out/u.txt"))
            .TangoStep("plain", "Plain"));
        return app;
    }

    private static async Task CompileAsync(Consumer app, string project, params string[] arguments)
    {
        (await app.RunAsync(["build", $"../{project}/{project}.csproj", .. arguments])).EnsureSuccess();
        Directory.CreateDirectory(app.PathOf("../libs"));
        File.Copy(app.PathOf($"../{project}/bin/Debug/net10.0/{project}.dll"), app.PathOf($"../libs/{project}.dll"), overwrite: true);
    }
}
