using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Objects whose members only a serializer reads, at run time.</summary>
public sealed class ConvertedObjects
{
    private const string Steps =
        """
        using Newtonsoft.Json;

        public sealed class Kept { public int A { get; set; } public string Label => "kept " + A; [JsonProperty("name")] public string Name => "n"; }

        public sealed class Boxed { public int A { get; set; } public string Label => "boxed " + A; public int Apart() => 1; }

        [Step(Deterministic = true)]
        public sealed class WithPackage : Step<string>
        {
            public string Run()
            {
                Marks.Leave("package");
                return JsonConvert.SerializeObject(new Kept { A = 1 });
            }
        }

        [Step(Deterministic = true)]
        public sealed class WithFramework : Step<string>
        {
            public string Run()
            {
                Marks.Leave("framework");
                object boxed = new Boxed { A = 1 };
                return System.Text.Json.JsonSerializer.Serialize(boxed, boxed.GetType());
            }
        }

        [Step(Deterministic = true)]
        public sealed class Without : Step<string>
        {
            public string Run()
            {
                Marks.Leave("without");
                return new Boxed { A = 1 }.A.ToString();
            }
        }
        """;

    [Fact]
    public async Task That_are_edited_run_the_step_that_gives_them_to_a_serializer()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Objects.cs", Steps);
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(project => project
            .ItemPackageReference("Newtonsoft.Json", "13.0.3")
            .TangoStep("package", "WithPackage", ("ExportTo", "package.txt"))
            .TangoStep("framework", "WithFramework", ("ExportTo", "framework.txt"))
            .TangoStep("without", "Without"));
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("Objects.cs", "\"boxed \"", "\"in a box \"");
        Assert.Equal(["framework"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Contains("in a box 1", app.Read("framework.txt"), StringComparison.Ordinal);

        app.Edit("Objects.cs", "JsonProperty(\"name\")", "JsonProperty(\"title\")");
        Assert.Equal(["package"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Contains("\"title\"", app.Read("package.txt"), StringComparison.Ordinal);

        app.Edit("Objects.cs", "\"kept \"", "\"held \"");
        Assert.Equal(["package"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Contains("held 1", app.Read("package.txt"), StringComparison.Ordinal);
    }
}
