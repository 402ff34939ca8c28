using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Tango.Analyzers.Tests.Infrastructure;
using Tango.Analyzers.TypedResults;

namespace Tango.Analyzers.Tests.TypedResults;

public sealed class TypedResultsGeneratorTests
{
    private const string Steps = """
        namespace Study;
        public sealed record Scores(double Mean);
        [Step("rate", Format = "json.gz")] public sealed class Evaluate : Step<Scores> { public Scores Run() => new(1); }
        public sealed class Rows : Step<IEnumerable<int>> { public IEnumerable<int> Run() => []; }
        public sealed class Perhaps : Step<int?> { public int? Run() => 1; }
        public sealed class PerhapsText : Step<string?> { public string? Run() => ""; }
        public sealed class Prepare : Step { public void Run() { } }
        public sealed class Plot : Step<OutputFile> { public OutputFile Run() => new("/a"); }
        public sealed class Plots : Step<OutputDirectory> { public OutputDirectory Run() => new("/a"); }
        public sealed class Lines : Tango.Formats.Format<Scores>
        {
            public override string Name => "lines";
            public override ValueTask WriteAsync(Scores value, Tango.Formats.IResultWriter writer, CancellationToken cancellationToken) => default;
            public override ValueTask<Scores> ReadAsync(Tango.Formats.IResultReader reader, CancellationToken cancellationToken) => default;
        }
        public static class Functions
        {
            [Step] public static async Task<Dictionary<string, int[]>> Count() => await Task.FromResult(new Dictionary<string, int[]>());
            [Step] public static void Nothing() { }
        }
        """;

    /// <summary>What the build lists, and the property that there is for it, with its type and format.</summary>
    [Theory]
    [InlineData("scores|Evaluate|||out/a.json", "global::Study.Scores Scores", """(@"scores", @"a.json", "json")""")]
    [InlineData("scores|rate|json||out/../a.json", null, "not beside the program")]
    [InlineData("scores|study.evaluate|text.zst||out/x/a.txt", "global::Study.Scores Scores", """(@"scores", @"x/a.txt", "text")""")]
    [InlineData("scores|Evaluate|Study.Lines||out\\a.json", "global::Study.Scores Scores", """(@"scores", @"a.json", new global::Study.Lines())""")]
    [InlineData("rows-of 2nd.set|Rows|||out/a \"b\";c%20.jsonl", "global::System.Collections.Generic.IEnumerable<int> RowsOf2ndSet", """(@"rows-of 2nd.set", @"a ""b"";c%20.jsonl");""")]
    [InlineData("2|Perhaps|||out/a", "int _2", "@\"a\");")]
    [InlineData("equals|PerhapsText|||out/a", "string Equals_", "@\"a\");")]
    [InlineData("ölpreis|Count|||/repo/App/out/a", "global::System.Collections.Generic.Dictionary<string, int[]> Ölpreis", "@\"a\");")]
    [InlineData("plot|Plot|||out/a.svg", "global::Tango.OutputFile Plot", "@\"a.svg\");")]
    [InlineData("plots|Plots|||out/plots/", "global::Tango.OutputDirectory Plots", "@\"plots\");")]
    [InlineData("words|Command|||out/words", "string Words", "\"text\")")]
    [InlineData("words|tango.command|bytes||out/words", "byte[] Words", "\"bytes\")")]
    [InlineData("words|Command||true|out/words", null, "Outputs")]
    [InlineData("scores|Evaluate|||data/a.json", null, "into $(OutDir)")]
    [InlineData("scores|Evaluate|||outer/a.json", null, "into $(OutDir)")]
    [InlineData("scores|Evaluate|||out/", null, "not beside the program")]
    [InlineData("scores|Evaluate|||out/x/", null, "names a folder")]
    [InlineData("scores|Evaluate|Other.Lines||out/a", null, "its format Other.Lines")]
    [InlineData("none|Prepare|||out/a", null, "has no result")]
    [InlineData("none|Nothing|||out/a", null, "has no result")]
    [InlineData("none|Missing|||out/a", null, "refer to the project")]
    public void A_result_has_a_property_or_a_reason_why_not(string line, string? property, string more)
    {
        var (source, faults) = Generate(line);

        if (property is null)
        {
            Assert.DoesNotContain("public static", source.Split("class TangoResults")[1], StringComparison.Ordinal);
            Assert.Contains(more, Assert.Single(faults).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Equal("TANGO0131", faults[0].Id);
        }
        else
        {
            Assert.Empty(faults);
            Assert.Contains($"public static {property} => ", source, StringComparison.Ordinal);
            Assert.Contains(more, source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_steps_of_one_name_in_CSharp_are_told_apart_by_the_user()
    {
        var (source, faults) = Generate("a-b|Evaluate|||out/a", "a.b|Evaluate|||out/b", "c|Evaluate|||out/c");

        Assert.Contains("'a.b'", Assert.Single(faults).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(" AB =>", source, StringComparison.Ordinal);
        Assert.Contains(" C =>", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_does_not_ask_has_no_class() =>
        Assert.Empty(Driver(lists: []).RunGenerators(Source.Parse(Steps).Compile()).GetRunResult().GeneratedTrees);

    [Theory]
    [InlineData("Study.App", "namespace @Study.@App;")]
    [InlineData("my-app.2", "namespace @my_app._2;")]
    [InlineData("class", "namespace @class;")]
    [InlineData("", "static partial class")]
    public void The_class_is_in_the_root_namespace(string root, string expected) =>
        Assert.Contains(expected, Run(Driver(["a|Evaluate|||out/a"], root), out _), StringComparison.Ordinal);

    /// <summary>What is typed anywhere else reaches no further than the comparison of two texts.</summary>
    [Theory]
    [InlineData("namespace Other { class Unrelated { int a = 2; } }", true)]
    [InlineData("namespace Study { public sealed class Later : Step<int> { public int Run() => 1; } }", true)]
    [InlineData("namespace Study { public sealed class Evaluate2 : Step<int> { public int Run() => 1; } public static class More { [Step] public static int Rate2() => 1; } }", true)]
    [InlineData("namespace More { public sealed class Evaluate : Step<int> { public int Run() => 1; } }", false)]
    public void Is_generated_again_only_if_a_result_has_changed(string added, bool isSame)
    {
        var compilation = Source.Parse(Steps).Compile();
        var driver = Driver(["a|Evaluate|||out/a"]).RunGenerators(compilation);

        var tree = CSharpSyntaxTree.ParseText(added, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Added.cs");
        var result = driver.RunGenerators(compilation.AddSyntaxTrees(tree)).GetRunResult().Results.Single();

        var reason = Assert.Single(Assert.Single(result.TrackedSteps[TypedResultsGenerator.Output]).Outputs).Reason;
        Assert.Equal(isSame ? IncrementalStepRunReason.Unchanged : IncrementalStepRunReason.Modified, reason);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(isSame, output.Reason == IncrementalStepRunReason.Cached));
    }

    private static (string Source, IReadOnlyList<Diagnostic> Faults) Generate(params string[] lines)
    {
        var source = Run(Driver(lines), out var faults);
        return (source, faults);
    }

    // What is generated compiles, without a warning.
    private static string Run(GeneratorDriver driver, out IReadOnlyList<Diagnostic> faults)
    {
        var ran = driver.RunGeneratorsAndUpdateCompilation(Source.Parse(Steps).Compile(), out var compilation, out var found);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        faults = found;
        return Assert.Single(ran.GetRunResult().GeneratedTrees).ToString();
    }

    private static CSharpGeneratorDriver Driver(IReadOnlyList<string> lists, string root = "Study")
    {
        var options = new BuildProperties(new() { ["build_property.RootNamespace"] = root, ["build_property.ProjectDir"] = "/repo/App/", ["build_property.OutDir"] = "out/" });
        return CSharpGeneratorDriver.Create(
            [new TypedResultsGenerator().AsSourceGenerator()],
            lists.Count == 0 ? [] : [new ListFile(string.Join('\n', lists))],
            new CSharpParseOptions(LanguageVersion.Latest),
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    private sealed class ListFile(string text) : AdditionalText
    {
        public override string Path => "/repo/App/obj/Debug/net10.0/tango/typed-results.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
