using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

public sealed class CommandsOnly
{
    [ShFact]
    public async Task Need_no_compiler_no_restore_and_no_output_of_the_project()
    {
        using var app = await Consumer.EmptyAsync(awkwardPath: true);
        app.Write("in.txt", "3\n1\n2\n");
        Write(app, "data.proj");

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();
        File.Delete(app.PathOf("out/first.txt"));
        var third = (await app.BuildAsync("-t:Rebuild")).EnsureSuccess();
        var plan = (await app.BuildAsync("-t:TangoPlan;TangoGraph;TangoReport")).EnsureSuccess();
        var misspelled = (await app.BuildAsync("-p:TangoRunBefore=Compiling")).EnsureFailure();

        var neither = (await app.BuildAsync("-p:TangoEnabled=maybe")).EnsureFailure();

        Assert.Equal((1, 0), (first.WorkerStarts, third.WorkerStarts));
        Assert.Equal(["Tango: all 2 steps are up to date."], second.TangoLines);
        Assert.Equal("1\n", app.Read("out/first.txt"));
        Assert.Contains("Tango  first   cached", plan.TangoLines);
        Assert.Contains("error TANGO0013: TangoRunBefore=\"Compiling\"", Assert.Single(misspelled.Errors), StringComparison.Ordinal);
        Assert.Contains("error TANGO0013: TangoEnabled=\"maybe\"", Assert.Single(neither.Errors), StringComparison.Ordinal);
        Assert.Equal([".tango", "data.proj", "in.txt", "nuget.config", "obj", "out"], Names(app));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.False(Directory.Exists(app.PathOf("out")));
    }

    [ShFact]
    public async Task Are_built_before_a_project_that_refers_to_theirs()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("data/in.txt", "2\n1\n");
        Write(app, "data/data.proj");
        app.Write("Program.cs", "Console.WriteLine(1);");
        ProjectCreator.Templates.SdkCsproj(app.PathOf("App.csproj"), "net10.0")
            .Property("OutputType", "Exe")
            .Property("ImplicitUsings", "enable")
            .ItemInclude("ProjectReference", "data/data.proj", [new("ReferenceOutputAssembly", "false")])
            .ItemInclude("Content", "data/out/first.txt", [new("CopyToOutputDirectory", "PreserveNewest"), new("Link", "first.txt")])
            .Save();

        (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal("1\n", app.Read("bin/Debug/net10.0/first.txt"));

        app.Write("data/in.txt", "0\n");
        Assert.Empty((await app.BuildAsync("--no-restore", "--no-dependencies")).EnsureSuccess().StepsRun);
        Assert.Equal("1\n", app.Read("data/out/first.txt"));
    }

    [Fact]
    public async Task May_be_a_project_of_the_usual_SDK_without_a_source_file()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(project => project.TangoStep("hello", "Command", ("Run", "echo hello > $(IntermediateOutputPath)hello.txt"), ("Outputs", "$(IntermediateOutputPath)hello.txt"), ("ExportTo", "$(OutDir)hello.txt")));

        (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal("hello\n", app.Read("bin/Debug/net10.0/hello.txt"));
    }

    private static void Write(Consumer app, string path) => ProjectCreator.Create(app.PathOf(path), $"Tango.Build/{app.Feed.Version}")
        .TangoStep("sorted", "Command", ("Run", "sort in.txt > out/sorted.txt"), ("Inputs", "in.txt"), ("Outputs", "out/sorted.txt"))
        .TangoStep("first", "Command", ("Run", "head -1 {sorted} > out/first.txt"), ("Inputs", "ref:sorted"), ("Outputs", "out/first.txt"))
        .Save();

    private static IEnumerable<string?> Names(Consumer app) => Directory.GetFileSystemEntries(app.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
