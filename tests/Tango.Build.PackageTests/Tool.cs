using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The tool <c>tango</c>, installed from its package.</summary>
public sealed class Tool
{
    [Fact]
    public async Task Leads_from_an_empty_project_to_a_result_and_explains_it()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        var tango = await app.InstallToolAsync();

        var init = await tango(["init"]);
        var again = await tango(["init"]);
        var first = await tango(["run"]);
        var second = await tango(["run"]);
        var changed = await tango(["run", "--set", "hello.Name=you, and 50 % more"]);

        Assert.Equal(0, init.ExitCode);
        Assert.Contains("step hello in App.csproj, class Hello in Hello.cs", init.Output, StringComparison.Ordinal);
        Assert.Equal("There is nothing to add.", again.Output);
        Assert.Contains("Hello, world!", first.Output, StringComparison.Ordinal);
        Assert.Contains("1 ran in ", first.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing to run: all steps are up to date.", second.Output);
        Assert.Contains("Hello, you, and 50 % more!", changed.Output, StringComparison.Ordinal);

        Assert.Contains("hello.name", (await tango(["compare"])).Output, StringComparison.Ordinal);
        Assert.Contains("Hello, you, and 50 % more!", (await tango(["show", "hello"])).Output, StringComparison.Ordinal);
        Assert.Contains("completed", (await tango(["log", "hello"])).Output, StringComparison.Ordinal);
        Assert.Contains("hello  cached", (await tango(["plan", "--all"])).Output, StringComparison.Ordinal);
        Assert.EndsWith("report.html", (await tango(["report"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_now_and_then()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true);
        var tango = await app.InstallToolAsync();
        Assert.Equal(0, (await tango(["run"])).ExitCode);

        var why = await tango(["why", "numbers", "--set", "numbers.Count=5", "--json"]);
        var same = await tango(["why", "App/sum"]);

        using var answer = JsonDocument.Parse(why.StandardOutput);
        Assert.Equal("run", answer.RootElement.GetProperty("action").GetString());
        var change = answer.RootElement.GetProperty("changes")[0];
        Assert.Equal(("count", "4", "5", true), (change.GetProperty("name").GetString(), change.GetProperty("old").GetString(), change.GetProperty("new").GetString(), change.GetProperty("differs").GetBoolean()));
        Assert.Equal(["sum", "report"], answer.RootElement.GetProperty("after").EnumerateArray().Select(step => step.GetString()));
        Assert.Equal(app.ProjectFile, answer.RootElement.GetProperty("file").GetString());
        Assert.StartsWith($"({answer.RootElement.GetProperty("line").GetInt32()},", app.PlaceOf("App.csproj", "<TangoStep Include=\"numbers\""), StringComparison.Ordinal);
        Assert.StartsWith("sum will not run: its result is in the cache.", same.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_what_is_before_and_after_a_step()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true);
        var tango = await app.InstallToolAsync();

        var all = await tango(["graph", "--dot"]);
        var up = await tango(["graph", "sum", "--up", "--json"]);
        var picture = await tango(["graph", "App/sum", "--output", "graph.svg"]);
        var refused = await tango(["graph", "--svg", "--output", "App.csproj"]);

        Assert.Contains("\"numbers\" -> \"sum\";", all.Output, StringComparison.Ordinal);
        using var part = JsonDocument.Parse(up.StandardOutput);
        Assert.Equal(["numbers", "sum"], part.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
        Assert.Equal(app.PathOf("graph.svg"), picture.Output);
        Assert.Contains("<svg", app.Read("graph.svg"), StringComparison.Ordinal);
        Assert.DoesNotContain(">greeting<", app.Read("graph.svg"), StringComparison.Ordinal);
        Assert.Equal(2, refused.ExitCode);
        Assert.Empty(app.TakeStepMarks());
    }

    [Fact]
    public async Task Prepares_one_step_for_a_debugger()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true);
        var tango = await app.InstallToolAsync();

        var prepared = await tango(["debug", "sum", "--no-start", "--json"]);
        var before = app.TakeStepMarks();
        using var answer = JsonDocument.Parse(prepared.StandardOutput);
        var run = await app.RunAsync([.. answer.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)]);

        Assert.Equal(["numbers"], before);
        Assert.Equal(["sum"], run.StepsRun);
        Assert.Contains("sum (tango debug)", app.Read("Properties/launchSettings.json"), StringComparison.Ordinal);
        Assert.Contains("There is no step 'smu'.", (await tango(["debug", "smu"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_as_the_build_does()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.TangoStep("wrong", "Numbrs"));
        var tango = await app.InstallToolAsync();

        var run = await tango(["run"]);
        var why = await tango(["why", "sum"]);

        Assert.Equal((1, 1), (run.ExitCode, why.ExitCode));
        Assert.Contains("error TANGO0001", run.Output, StringComparison.Ordinal);
        Assert.Contains("error TANGO0001", why.Output, StringComparison.Ordinal);
    }
}
