using System.Text;
using System.Text.Json.Nodes;
using Tango.Build.TestKit.EditorSchemas;
using Tango.Core.Tests.Architecture;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Engine.Editors;
using Tango.Steps;

namespace Tango.Core.Tests.Engine.Editors;

public sealed class StepSchemaTests : IDisposable
{
    private const string Source = """
        namespace Study;
        public enum Solver { Newton, Descent }
        [Step("fit")] public sealed class TrainModel : Step<int>
        {
            public int Run(IReadOnlyList<int> rows, InputFile file, int epochs = 10, Solver solver = Solver.Descent, bool shuffle = true) => 1;
        }
        public sealed class Outer
        {
            public sealed class Tune : Step<int> { public int Run(InputFiles files, double epochs, string? name = null) => 1; }
        }
        public static class Functions
        {
            [Step] public static int Count(IReadOnlyList<int> rows, CancellationToken cancellation) => rows.Count;
        }
        """;

    private const string Comments = """
        <doc><assembly><name>Main</name></assembly><members>
        <member name="T:Study.TrainModel"><summary>
          Trains a <see cref="T:Study.Model"/> with
          <c>epochs</c> passes; <paramref name="rows"/> may be <see langword="null"/>.
        </summary></member><member name="T:Study.TrainModelOther"><summary>no</summary></member>
        <member name="M:Study.TrainModel.Run(System.Int32)"><param name="epochs">How "often".</param><param name="rows"></param></member>
        <member name="M:Study.Functions.Count(System.Int32)"><summary>Counts.</summary><param name="rows">What is counted.</param></member>
        </members></doc>
        """;

    private readonly CompiledProjects _projects = new();

    private string SchemaFile => Path.Combine(_projects.Folder, "steps.buildschema.json");

    public void Dispose() => _projects.Dispose();

    [Fact]
    public void Has_the_names_of_step_types_with_their_summaries()
    {
        var values = Read(Source, Comments)["Type"]!["type"]!["values"]!.AsObject();

        Assert.Equal(["Command", "Count", "Tune", "fit"], values.Select(value => value.Key).Order(StringComparer.Ordinal));
        Assert.Equal("Trains a Model with epochs passes; rows may be null.", (string?)values["fit"]!["description"]);
        Assert.Equal(["TrainModel", "Study.TrainModel"], values["fit"]!["aliases"]!.AsArray().Select(alias => (string?)alias));
        Assert.Equal("Counts.", (string?)values["Count"]!["description"]);
        Assert.Equal("", (string?)values["Tune"]!["description"]);
    }

    [Theory]
    [InlineData("Rows", "Count: IReadOnlyList<int>, required. What is counted.\nTrainModel: IReadOnlyList<int>, required.", null, true, null)]
    [InlineData("File", "TrainModel: InputFile, required.", null, null, "\"file\"")]
    [InlineData("Files", "Tune: InputFiles, required.", null, true, "\"file\"")]
    [InlineData("Epochs", "Tune: double, required.\nTrainModel: int, default 10. How \"often\".", null, null, null)]
    [InlineData("Solver", "TrainModel: Solver, default Descent.", "Descent", null, """{"allowUnknownValues":true,"values":{"Newton":"","Descent":""}}""")]
    [InlineData("Shuffle", "TrainModel: bool, default true.", "true", null, """{"allowUnknownValues":true,"values":{"true":"","false":""}}""")]
    [InlineData("Name", "Tune: string?, default null.", "null", null, null)]
    public void Has_a_metadatum_for_each_parameter(string name, string description, string? byDefault, bool? isList, string? type)
    {
        var parameter = Read(Source, Comments)[name]!;

        Assert.Equal(description, (string?)parameter["description"]);
        Assert.Equal(byDefault, (string?)parameter["defaultValue"]);
        Assert.Equal(isList, (bool?)parameter["isList"]);
        Assert.Equal(type, parameter["type"]?.ToJsonString());
    }

    [Fact]
    public void Has_the_names_of_parameters_as_they_are_declared() =>
        Assert.Equal(
            ["Count", "Rows", "speed"],
            Read("""public sealed class S : Step<int> { public int Run(int rows, [Parameter("speed")] int rate, int count) => 1; }""", comments: null)
                .AsObject().Select(member => member.Key).Skip(2));

    [Theory]
    [InlineData("public sealed class Command : Step<int> { public int Run(int inputs = 1) => 1; }", "Tango.Command,Command")]
    [InlineData("namespace A { public sealed class S : Step<int> { public int Run() => 1; } } namespace B { public sealed class S : Step<int> { public int Run() => 1; } }", "Command,A.S,B.S")]
    [InlineData("""[Step("other")] public sealed class S : Step<int> { public int Run() => 1; } [Step("OTHER")] public sealed class T : Step<int> { public int Run() => 1; }""", "Command,S,T")]
    [InlineData("public class None;", "Command")]
    public void Names_a_type_as_a_declaration_can(string source, string names) =>
        Assert.Equal(names.Split(','), Read(source, comments: null)["Type"]!["type"]!["values"]!.AsObject().Select(value => value.Key));

    [Theory]
    [InlineData("")]
    [InlineData("not XML")]
    [InlineData("<doc><members><member name=\"T:Study.TrainModel\"><summary>cut o")]
    [InlineData("<doc><members><member><summary>nobody's</summary></member></members></doc>")]
    [InlineData("<!DOCTYPE doc [<!ENTITY a \"a\">]><doc>&a;</doc>")]
    public void Needs_no_comments(string comments) =>
        Assert.Equal("", (string?)Read(Source, comments)["Type"]!["type"]!["values"]!["fit"]!["description"]);

    /// <summary>With the schema of the package, an editor knows everything in the samples.</summary>
    [Theory]
    [InlineData("Euler", "Formula/Formula.csproj", "Power/Power.csproj")]
    [InlineData("Iris", "Iris.csproj")]
    [InlineData("Polyglot", "Polyglot.csproj")]
    [InlineData("Sweep", "Study/Study.csproj", "Texts/Texts.csproj")]
    [InlineData("UnicodeTables", "Tables/UnicodeTables.csproj")]
    public void Knows_the_step_types_of_a_sample(string sample, params string[] projects)
    {
        var repository = Path.GetFullPath("../..", CoreSources.TestsDirectory);
        var folder = Path.Combine(repository, "samples", sample);
        Read(SampleSource.Of(folder), comments: null);

        var view = new EditorView(SchemaFile, Path.Combine(repository, "build/Tango.Build.targets.buildschema.json"));
        Assert.All(projects, project => Assert.Empty(view.Marks(Path.Combine(folder, project))));
    }

    // Held to the format, and returned as an editor has it.
    private JsonNode Read(string source, string? comments)
    {
        var assembly = _projects.Compile("Main", source);
        if (comments is not null)
            File.WriteAllText(Path.ChangeExtension(assembly, ".xml"), comments);

        var assemblies = _projects.Assemblies("Main");
        var catalog = StepTypeReader.Read(assemblies);
        var json = Encoding.UTF8.GetString(StepSchema.Write(catalog, new StepSummaries(catalog, assemblies)));
        File.WriteAllText(SchemaFile, json);
        Assert.Empty(SchemaRules.Check(json));
        var group = Assert.Single(JsonNode.Parse(json)!["metadata"]!.AsArray())!;
        Assert.Equal("TangoStep", (string?)group["$appliesTo"]);
        return group;
    }
}
