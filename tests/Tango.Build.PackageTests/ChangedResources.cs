using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>Embedded resources are part of a step's code: an edited template runs the steps that can read it, and no others.</summary>
public sealed class ChangedResources
{
    private const string Steps =
        """
        using System.Globalization;
        using System.Reflection;
        using System.Resources;

        public static class Embedded
        {
            public static string Read(Assembly assembly, string name) => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd();
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class Template : Step<string>
        {
            public string Run() { Marks.Leave("template"); return Embedded.Read(typeof(Template).Assembly, "class.tmpl"); }
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class German : Step<string>
        {
            public string Run()
            {
                Marks.Leave("german");
                return new ResourceManager("Strings", typeof(German).Assembly).GetString("Hello", CultureInfo.GetCultureInfo("de"))!;
            }
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class OfLibrary : Step<string>
        {
            public string Run() { Marks.Leave("library"); return Lib.Api.Text(); }
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class Plain : Step<string>
        {
            public string Run() { Marks.Leave("plain"); return "plain"; }
        }
        """;

    private const string Generator =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class Gen : Step<string>
        {
            public string Run(string name)
            {
                Marks.Leave("gen");
                using var reader = new StreamReader(typeof(Gen).Assembly.GetManifestResourceStream("class.tmpl")!);
                return reader.ReadToEnd().Replace("NAME", name);
            }
        }
        """;

    [Fact]
    public async Task Run_the_steps_that_can_read_them_and_are_named()
    {
        using var app = await CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal(["t1", "Hallo 1", "l1"], Exports(app));

        // The code in the library could be handed this assembly, too.
        app.Write("class.tmpl", "t2");
        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.Contains(plan.Result.Lines, line => line.Contains("code changed: resource class.tmpl", StringComparison.Ordinal));
        Assert.Equal(["german", "library", "template"], (await app.BuildAsync()).EnsureSuccess().StepsRun);

        // The project's own assembly stays as it is.
        app.Write("Strings.de.resx", Resx("Hallo 2"));
        plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.Contains(plan.Result.Lines, line => line.Contains("code changed: resource Strings.de.resources", StringComparison.Ordinal));
        Assert.Equal(["german", "library", "template"], (await app.BuildAsync()).EnsureSuccess().StepsRun);

        app.Write("../Lib/lib.txt", "l2");
        Assert.Equal(["library"], (await app.BuildAsync()).EnsureSuccess().StepsRun);

        Assert.Equal(["t2", "Hallo 2", "l2"], Exports(app));
        var last = (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();
        Assert.Contains("Tango: all 4 steps are up to date.", last.TangoLines);
    }

    [Fact]
    public async Task Count_when_they_are_added_for_a_culture_and_when_they_are_removed()
    {
        using var app = await CreateAsync();
        File.Delete(app.PathOf("Strings.de.resx"));
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal("Hello", app.Read("out/german.txt"));

        app.Write("Strings.de.resx", Resx("Hallo"));
        Assert.Equal(["german", "library", "template"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Equal("Hallo", app.Read("out/german.txt"));

        File.Delete(app.PathOf("Strings.resx"));
        app.Write("Strings.resx", Resx("Good day"));
        Assert.Equal(["german", "library", "template"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
    }

    [Fact]
    public async Task Run_a_generator_before_the_compiler()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../Gen/class.tmpl", "public static class NAME { public const int V = 1; }");
        app.Write("../Gen/Gen.cs", Generator + Marks);
        app.WriteProject(Embed("class.tmpl"), path: "../Gen/Gen.csproj");
        app.Write("Program.cs", "Console.WriteLine(Foo.V);");
        app.WriteProject(project => project
            .Property("OutputType", "Exe")
            .Property("TangoRunBefore", "Compile")
            .ItemInclude("ProjectReference", "../Gen/Gen.csproj", [new("ReferenceOutputAssembly", "false")])
            .TangoStep("g", "Gen", ("Name", "Foo"), ("ExportTo", "$(IntermediateOutputPath)Foo.cs"), ("ExportItem", "Compile")));
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("../Gen/class.tmpl", "V = 1", "V = 2");
        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        var build = (await app.BuildAsync()).EnsureSuccess();
        var run = (await app.RunAsync(["run", "--no-build"])).EnsureSuccess();

        Assert.Contains(plan.Result.Lines, line => line.Contains("code changed: resource class.tmpl", StringComparison.Ordinal));
        Assert.Equal(["gen"], build.StepsRun);
        Assert.Equal("2", run.Result.StandardOutput.Trim());
    }

    internal const string Marks =
        """

        public static class Marks
        {
            public static void Leave(string step)
            {
                if (Environment.GetEnvironmentVariable("PIPELINE_MARKS") is { } folder)
                    File.WriteAllText(Path.Combine(folder, step + "." + Guid.NewGuid().ToString("N")), "");
            }
        }
        """;

    private static string[] Exports(Consumer app) => [app.Read("out/template.txt"), app.Read("out/german.txt"), app.Read("out/library.txt")];

    private static Action<ProjectCreator> Embed(string file) => project =>
        project.ItemInclude("EmbeddedResource", file, [new("LogicalName", file)]);

    private static string Resx(string hello) => $"<root><data name=\"Hello\"><value>{hello}</value></data></root>";

    private static async Task<Consumer> CreateAsync()
    {
        var app = await Consumer.EmptyAsync();
        app.Write("../Lib/nuget.config", app.Feed.NuGetConfig());
        app.Write("../Lib/lib.txt", "l1");
        app.Write("../Lib/Api.cs", "namespace Lib; public static class Api { public static string Text() => new StreamReader(typeof(Api).Assembly.GetManifestResourceStream(\"lib.txt\")!).ReadToEnd(); }");
        var library = ProjectCreator.Templates.SdkCsproj(app.PathOf("../Lib/Lib.csproj")).Property("ImplicitUsings", "enable").Property("Nullable", "enable");
        Embed("lib.txt")(library);
        library.Save();
        app.Write("class.tmpl", "t1");
        app.Write("Strings.resx", Resx("Hello"));
        app.Write("Strings.de.resx", Resx("Hallo 1"));
        app.Write("Steps.cs", Steps + Marks);
        app.WriteProject(project =>
        {
            project.Property("RootNamespace", "").ItemProjectReference("../Lib/Lib.csproj");
            Embed("class.tmpl")(project);
            project
                .ItemUpdate("EmbeddedResource", "Strings.resx", metadata: new Dictionary<string, string?> { ["LogicalName"] = "Strings.resources" })
                .ItemUpdate("EmbeddedResource", "Strings.de.resx", metadata: new Dictionary<string, string?> { ["LogicalName"] = "Strings.de.resources" })
                .TangoStep("template", "Template", ("ExportTo", "out/template.txt"))
                .TangoStep("german", "German", ("ExportTo", "out/german.txt"))
                .TangoStep("library", "OfLibrary", ("ExportTo", "out/library.txt"))
                .TangoStep("plain", "Plain");
        });
        return app;
    }
}
