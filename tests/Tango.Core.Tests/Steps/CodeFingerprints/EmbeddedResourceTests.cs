using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>Resources of the user's assemblies: which steps notice that one was edited, added, removed or renamed.</summary>
public sealed class EmbeddedResourceTests : IDisposable
{
    private const string Reader = "public static string Read(System.Reflection.Assembly assembly) => new StreamReader(assembly.GetManifestResourceStream(\"class.tmpl\")!).ReadToEnd();";

    private const string FirstReader = "=> new StreamReader(typeof(Make).Assembly.GetManifestResourceStream(\"class.tmpl\")!).ReadToEnd();";

    private const string Pack = $$"""
        namespace Pack;
        public static class Embedded { {{Reader}} public static string ReadOf(Type type) => Read(type.Assembly); }
        """;

    private const string Plain = "namespace Plain; public static class Text { public static string Of(object value) => value.ToString()!; }";

    private const string Lib = $$"""
        namespace Lib;
        public static class Api { public static string Text() => Embedded.Read(typeof(Api).Assembly); public static int One() => 1; }
        public static class Embedded { {{Reader}} }
        """;

    private readonly CompiledProjects _projects = new();

    public static TheoryData<string, string> Readers => new()
    {
        { "typeof", FirstReader },
        { "GetType", "=> new StreamReader(GetType().Assembly.GetManifestResourceStream(\"class.tmpl\")!).ReadToEnd();" },
        { "the executing assembly, in a helper", "=> Help(); static string Help() => string.Join(' ', System.Reflection.Assembly.GetExecutingAssembly().GetManifestResourceNames());" },
        { "a lambda", "=> new[] { typeof(Make) }.Select(type => type.Assembly.GetManifestResourceInfo(\"class.tmpl\")!.ToString()!).First();" },
        { "an async method", "=> Later().Result; static async Task<string> Later() { await Task.Yield(); return typeof(Make).Assembly.GetManifestResourceNames()[0]; }" },
        { "a static field", "=> Kept.GetName().Name!; static readonly System.Reflection.Assembly Kept = typeof(Make).Assembly;" },
        { "the module", "=> typeof(Make).Module.Assembly.GetManifestResourceNames()[0];" },
        { "a resource manager", "=> new System.Resources.ResourceManager(typeof(Make)).GetString(\"a\")!;" },
        { "a reader of resources", "=> new System.Resources.ResourceReader(\"x\").ToString()!;" },
        { "dynamic", "=> Help(typeof(Make)); static string Help(dynamic type) => type.Assembly.FullName;" },
        { "a package that is given the assembly", "=> Pack.Embedded.Read(typeof(Make).Assembly);" },
        { "a package that is given the type", "=> Pack.Embedded.ReadOf(typeof(Make));" },
    };

    public static TheoryData<string, string> Others => new()
    {
        { "nothing of the kind", "=> \"a\";" },
        { "a package that reads no resources", "=> Plain.Text.Of(this);" },
        { "reflection over a type", "=> typeof(Make).GetMethods().Length.ToString();" },
        { "code beside that nobody calls", "=> \"a\"; static string Beside() => typeof(Make).Assembly.GetManifestResourceNames()[0];" },
    };

    public static TheoryData<string, string[], string[], string[]> Sets => new()
    {
        { "edited", ["a", "1"], ["a", "2"], ["resource a"] },
        { "added", ["a", "1"], ["a", "1", "b", ""], ["resource b"] },
        { "the first one", [], ["a", "1"], ["resource a"] },
        { "removed", ["a", "1", "b", "2"], ["a", "1"], ["resource b"] },
        { "renamed", ["a", "1"], ["b", "1"], ["resource a", "resource b"] },
        { "contents that change places", ["a", "1", "b", "2"], ["a", "2", "b", "1"], ["resource a", "resource b"] },
        { "a name of several words and a line end", ["the line\nof x", "1"], ["the line\nof x", "2"], ["resource the line?of x"] },
        { "nothing", ["a", "1", "b", "2"], ["a", "1", "b", "2"], [] },
        { "what F# embeds for its compiler", ["FSharpSignatureCompressedData.Main", "1", "FSharpOptimizationData.Main", "1"], ["FSharpSignatureCompressedData.Main", "2", "FSharpOptimizationData.Main", "2"], [] },
        { "another order", ["a", "1", "b", "2"], ["b", "2", "a", "1"], [] },
    };

    public void Dispose() => _projects.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void An_edited_resource_is_noticed_by_steps_that_can_read_it(string how, string run) =>
        Assert.True(Edited(run) is ["resource class.tmpl"], how + " does not notice it");

    [Theory]
    [MemberData(nameof(Others))]
    public void An_edited_resource_is_not_noticed_by_others(string how, string run) =>
        Assert.True(Edited(run) is [], how + " notices it");

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_resource_counts_by_name_and_content(string what, string[] before, string[] now, string[] expected)
    {
        var changes = new CodeChanges(_projects, "Make");
        changes.Begin(Compile(FirstReader, SetOf(before)));

        Assert.True(expected.SequenceEqual(changes.End(Compile(FirstReader, SetOf(now)))), what);
    }

    [Theory]
    [InlineData("Lib.Api.Text()", true)]
    [InlineData("Lib.Api.One().ToString()", false)]
    [InlineData("Lib.Embedded.Read(typeof(Make).Assembly)", true)]
    [InlineData("typeof(Make).Assembly.GetName().Name!", false)]
    public void Resources_of_another_project_count_if_its_reached_code_can_read_them(string expression, bool isNoticed)
    {
        var changes = new CodeChanges(_projects, "Make");
        changes.Begin(CompileWithLib("1"));

        Assert.Equal<string>(isNoticed ? ["resource class.tmpl"] : [], changes.End(CompileWithLib("2")));

        StepAssemblies CompileWithLib(string template)
        {
            _projects.Compile("Lib", Lib, new CompileOptions { Resources = SetOf("class.tmpl", template) });
            _projects.Compile("Main", Step($"=> {expression};"));
            return _projects.Assemblies("Main", "Lib");
        }
    }

    [Fact]
    public void Contents_that_change_places_between_two_assemblies_are_noticed()
    {
        var changes = new CodeChanges(_projects, "Make");
        changes.Begin(CompileBoth("1", "2"));

        Assert.Equal(["resource class.tmpl"], changes.End(CompileBoth("2", "1")));

        StepAssemblies CompileBoth(string lib, string main)
        {
            _projects.Compile("Lib", Lib, new CompileOptions { Resources = SetOf("class.tmpl", lib) });
            _projects.Compile("Main", Step("=> Lib.Api.Text() + Lib.Embedded.Read(typeof(Make).Assembly);"), new CompileOptions { Resources = SetOf("class.tmpl", main) });
            return _projects.Assemblies("Main", "Lib");
        }
    }

    [Fact]
    public void Those_of_satellite_assemblies_count_too()
    {
        var assemblies = Compile(FirstReader, SetOf("a", "1"));
        var changes = new CodeChanges(_projects, "Make");

        changes.Begin(assemblies);
        var satellite = _projects.CompileSatellite("Main", "de", SetOf("a.de", "1"));
        Assert.Equal(["resource a.de"], changes.End(assemblies));

        changes.Begin(assemblies);
        _projects.CompileSatellite("Main", "de", SetOf("a.de", "2"));
        _projects.CompileSatellite("Other", "de", SetOf("b.de", "2"));
        Assert.Equal(["resource a.de"], changes.End(assemblies));

        changes.Begin(assemblies);
        File.Delete(satellite);
        Assert.Equal(["resource a.de"], changes.End(assemblies));
    }

    [Theory]
    [InlineData(FirstReader, true)]
    [InlineData("=> \"a\";", false)]
    public void The_neutral_language_counts_where_resources_can_be_read(string run, bool isNoticed)
    {
        var changes = new CodeChanges(_projects, "Make");
        changes.Begin(CompileWith(""));

        Assert.Equal<string>(
            isNoticed ? ["resource NeutralResourcesLanguage"] : [],
            changes.End(CompileWith("[assembly: System.Resources.NeutralResourcesLanguage(\"de\")] ")));

        StepAssemblies CompileWith(string attribute)
        {
            _projects.Compile("Main", attribute + Step(run), new CompileOptions { Resources = SetOf("a", "1") });
            return _projects.Assemblies("Main");
        }
    }

    [Fact]
    public void The_name_of_the_assembly_does_not_matter()
    {
        var before = Named("Main");
        var renamed = Named("Program");

        Assert.Equal(before, renamed);

        string Named(string name)
        {
            _projects.Compile(name, Step(FirstReader), new CompileOptions { References = [], Resources = SetOf("a", "1") });
            _projects.CompileSatellite(name, "de", SetOf("a.de", "1"));
            return StepTypeReader.Read(_projects.Assemblies(name)).Types[0].CodeFingerprint;
        }
    }

    private IReadOnlyList<string> Edited(string run)
    {
        _projects.Compile("Pack", Pack);
        _projects.Compile("Plain", Plain);
        var changes = new CodeChanges(_projects, "Make");
        changes.Begin(Compile(run, SetOf("class.tmpl", "1")));
        return changes.End(Compile(run, SetOf("class.tmpl", "2")));
    }

    private StepAssemblies Compile(string run, IReadOnlyDictionary<string, string> resources)
    {
        _projects.Compile("Main", Step(run), new CompileOptions { Resources = resources });
        return _projects.Assemblies("Main") with
        {
            PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.0", ["Plain"] = "Plain/1.0.0" },
        };
    }

    private static string Step(string run) => $"public sealed class Make : Step<string> {{ public string Run() {run} }}";

    private static Dictionary<string, string> SetOf(params string[] namesAndContents) =>
        namesAndContents.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
