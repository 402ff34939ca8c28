using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class WatchBuild
{
    // Files that steps name are watched from the first build on. Source that steps write in the project's folder is not: it is written during a build, which would be broken off for it.
    [Fact]
    public async Task Changes_of_inputs_and_code_start_a_build_and_exports_do_not()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        await using var watch = app.Watch("build");

        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal(["shout", "source", "words"], app.TakeStepMarks());

        app.Write("words.txt", "a b c d\n");
        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal(["shout", "source", "words"], app.TakeStepMarks());
        Assert.Contains("a b c d", app.Read(GeneratingLibrary.Source));

        app.Edit("../Gen/Steps.cs", "return File.ReadAllText(words.Path);", "return File.ReadAllText(words.Path) + \"!\";");
        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal(["shout", "words"], app.TakeStepMarks());
        Assert.Contains("a b c d\n!", app.Read(GeneratingLibrary.Resource));

        Assert.Equal(3, watch.Lines.Count(line => line.Contains("Build succeeded", StringComparison.Ordinal)));
        Assert.DoesNotContain(watch.Lines, line => line.Contains("File changed", StringComparison.Ordinal));
    }
    [Fact]
    public async Task Follows_a_project_that_compiles_nothing()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("data/in.txt", "2\n1\n");
        ProjectCreator.Create(app.PathOf("data/data.proj"), $"Tango.Build/{app.Feed.Version}")
            .TangoStep("sorted", "Command", ("Run", "sort in.txt > out.txt"), ("Inputs", "in.txt"), ("Outputs", "out.txt"))
            .Save();
        ProjectCreator.Templates.SdkCsproj(app.ProjectFile)
            .ItemInclude("ProjectReference", "data/data.proj", [new("ReferenceOutputAssembly", "false")])
            .Save();
        await using var watch = app.Watch("build");
        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal("1\n2\n", app.Read("data/out.txt"));

        app.Write("data/in.txt", "4\n3\n");
        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal("3\n4\n", app.Read("data/out.txt"));

        app.Edit("data/data.proj", "sort in.txt", "sort -r in.txt");
        await watch.WaitForAsync(DotNetWatch.WaitsForRestart);
        Assert.Equal("4\n3\n", app.Read("data/out.txt"));
    }
}
