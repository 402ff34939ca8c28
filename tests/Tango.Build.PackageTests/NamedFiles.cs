using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Files and types that code names with <c>[CodeDependsOn]</c> count as the code does.</summary>
public sealed class NamedFiles
{
    private const string Steps =
        """
        [Step(Deterministic = true, Format = "text"), CodeDependsOn("templates/**/*.tmpl"), CodeDependsOn(typeof(Found))]
        public sealed class Render : Step<string>
        {
            public string Run()
            {
                Marks.Leave("render");
                return (string)Type.GetType("Fou" + "nd")!.GetMethod("Text")!.Invoke(null, null)!;
            }
        }

        public static class Found { public static string Text() => "f1"; }

        [Step(Deterministic = true, Format = "text")]
        public sealed class Plain : Step<string> { public string Run() { Marks.Leave("plain"); return ""; } }
        """;

    [Fact]
    public async Task Run_the_steps_that_name_them_when_they_are_edited_added_or_removed()
    {
        using var app = await CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Contains("Tango: all 2 steps are up to date.", (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess().TangoLines);

        app.Write("templates/a.tmpl", "2");
        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.Contains(plan.Result.Lines, line => line.Contains("code changed: file templates/a.tmpl", StringComparison.Ordinal));
        Assert.Equal(["render"], (await app.BuildAsync()).EnsureSuccess().StepsRun);

        app.Write("templates/deep/b.tmpl", "1");
        Assert.Equal(["render"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        File.Delete(app.PathOf("templates/deep/b.tmpl"));
        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);

        app.Edit("Steps.cs", "\"f1\"", "\"f2\"");
        var build = (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal(["render"], build.StepsRun);
        Assert.Contains(build.TangoLines, line => line.EndsWith("code changed: Found.Text", StringComparison.Ordinal));

        File.Delete(app.PathOf("templates/a.tmpl"));
        var missing = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains(missing.Errors, error => error.Contains("error TANGO0107: The code of Render depends on 'templates/**/*.tmpl', but there is no such file in", StringComparison.Ordinal));
    }

    // The generator's files lie in its own project.
    [Fact]
    public async Task Run_a_generator_before_the_compiler()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../Gen/templates/a.tmpl", "1");
        app.Write("../Gen/Gen.cs", Steps + ChangedResources.Marks);
        app.WriteProject(_ => { }, path: "../Gen/Gen.csproj");
        app.WriteProject(project => project
            .Property("TangoRunBefore", "Compile")
            .ItemInclude("ProjectReference", "../Gen/Gen.csproj", [new("ReferenceOutputAssembly", "false")])
            .TangoStep("render", "Render", ("ExportTo", "$(IntermediateOutputPath)render.txt")));
        (await app.BuildAsync()).EnsureSuccess();

        app.Write("../Gen/templates/a.tmpl", "2");

        Assert.Equal(["render"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Contains("Tango: the only step is up to date.", (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess().TangoLines);
    }

    [Fact]
    public async Task Named_files_of_a_library_are_in_its_project_in_every_configuration()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../Lib/templates/a.tmpl", "1");
        app.Write("../Lib/Steps.cs", Steps + ChangedResources.Marks);
        app.WriteProject(_ => { }, path: "../Lib/Lib.csproj");
        app.WriteProject(project => project
            .Property("TangoCodeConfiguration", "Release")
            .ItemProjectReference("../Lib/Lib.csproj")
            .TangoStep("render", "Render"));
        (await app.BuildAsync()).EnsureSuccess();

        app.Write("../Lib/templates/a.tmpl", "2");

        Assert.Equal(["render"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Empty((await app.BuildAsync("-c", "Release")).EnsureSuccess().StepsRun);
    }

    [Fact]
    public async Task Renaming_the_project_and_its_assembly_runs_nothing()
    {
        using var app = await CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();

        Directory.Delete(app.PathOf("obj"), recursive: true);
        Directory.Delete(app.PathOf("bin"), recursive: true);
        File.Move(app.ProjectFile, app.PathOf("Renamed.csproj"));

        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Empty((await app.BuildAsync("-p:AssemblyName=Third")).EnsureSuccess().StepsRun);
    }

    private static async Task<Consumer> CreateAsync()
    {
        var app = await Consumer.EmptyAsync();
        app.Write("templates/a.tmpl", "1");
        app.Write("Steps.cs", Steps + ChangedResources.Marks);
        app.WriteProject(project => project.TangoStep("render", "Render").TangoStep("plain", "Plain"));
        return app;
    }
}
