using Tango.Build.PackageTests.Infrastructure;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

public sealed class MultiTargeting
{
    [Fact]
    public async Task Runs_a_result_that_both_frameworks_share_once()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0-windows/report.json")));
    }

    [Fact]
    public async Task Runs_nothing_in_the_second_build()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);
        (await app.BuildAsync()).EnsureSuccess();

        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(Enumerable.Repeat("Tango: all 4 steps are up to date.", 2), second.TangoLines);
    }

    [Fact]
    public async Task Plans_every_framework()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();

        Assert.Equal(2, plan.Result.Lines.Count(line => line.EndsWith(" -> 4 to run, 0 cached.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_debugged_in_the_framework_that_is_meant_or_in_all()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);
        (await app.BuildAsync()).EnsureSuccess();

        var all = (await app.BuildAsync("-t:TangoDebug", "-p:TangoSteps=sum")).EnsureSuccess();
        var one = (await app.BuildAsync("-t:TangoDebug", "-p:TangoSteps=sum", "-p:TargetFramework=net10.0")).EnsureSuccess();

        Assert.Equal(2, all.Result.Lines.Count(line => line.Contains("sum -> ", StringComparison.Ordinal)));
        Assert.Equal(1, one.Result.Lines.Count(line => line.Contains("sum -> ", StringComparison.Ordinal)));
    }

    [ShFact]
    public async Task One_path_for_two_results_is_an_error_until_it_contains_the_framework()
    {
        using var app = await Consumer.EmptyAsync();
        WriteGenerator(app, "Run=\"echo 'class G { public const string T = &quot;$(TargetFramework)&quot;; }'\" ExportTo=\"gen/G.cs\" ExportItem=\"Compile\"");

        // One framework after the other: the file is removed by the one that wrote it last.
        foreach (var build in new[] { await app.BuildAsync("-m:1"), await app.BuildAsync("--no-restore", "-m:1") })
        {
            Assert.NotEqual(0, build.Result.ExitCode);
            Assert.Contains("error TANGO0429", build.Result.Output, StringComparison.Ordinal);
            Assert.Contains("for net10.0 it is the result of step 'gen', for net10.0-windows a different result", build.Result.Output, StringComparison.Ordinal);
        }

        WriteGenerator(app, "Run=\"echo 'class G { public const string T = &quot;$(TargetFramework)&quot;; }'\" ExportTo=\"gen/$(TargetFramework)/G.cs\" ExportItem=\"Compile\"", "<Compile Remove=\"gen/**\" />");
        (await app.BuildAsync("--no-restore", "-m:1")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf("gen/G.cs")));
    }

    [Fact]
    public async Task One_result_for_both_is_shared_and_stays_while_one_of_them_has_the_step()
    {
        using var app = await Consumer.EmptyAsync();
        WriteGenerator(app, "Run=\"echo 1 > txt/a.txt\" Outputs=\"txt/\"");
        (await app.BuildAsync()).EnsureSuccess();

        WriteGenerator(app, "Run=\"echo 1 > txt/a.txt\" Outputs=\"txt/\" Condition=\"'$(TargetFramework)' == 'net10.0'\"");
        (await app.BuildAsync("--no-restore")).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf("txt/a.txt")));
        (await app.BuildAsync("--no-restore", "-graph", "-isolate")).EnsureSuccess();

        WriteGenerator(app, "Run=\"true\" Condition=\"false\"");
        (await app.BuildAsync("--no-restore")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf("txt/a.txt")));
    }

    private static void WriteGenerator(Consumer app, string metadata, string items = "")
    {
        app.Write("Program.cs", "System.Console.WriteLine();");
        app.Write(
            "App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
                <EnableWindowsTargeting>true</EnableWindowsTargeting>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                <OutputType>Exe</OutputType>
                <TangoRunBefore>Compile</TangoRunBefore>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Tango.Build" Version="{app.Feed.Version}" />
                <TangoStep Include="gen" Type="Command" {metadata} />
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    private static void WriteProject(Consumer app)
    {
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project =>
            {
                // The second framework is the first by another name: nothing has to be downloaded for it.
                project
                    .Property("TargetFrameworks", "net10.0;net10.0-windows")
                    .Property("EnableWindowsTargeting", "true")
                    .Property("DisableTransitiveFrameworkReferenceDownloads", "true");
                Consumer.DeclarePipeline(project);
            },
            targetFramework: null);
    }
}
