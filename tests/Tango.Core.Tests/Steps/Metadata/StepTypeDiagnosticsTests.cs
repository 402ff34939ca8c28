using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata;

public sealed class StepTypeDiagnosticsTests : IDisposable
{
    private readonly CompiledProjects _projects = new();

    public void Dispose() => _projects.Dispose();

    [Theory]
    [InlineData("public class S : Step<int> { }", "TANGO0101", "S must have exactly one public Run or RunAsync method, but it has none.")]
    [InlineData("public class S : Step<int> { internal int Run() => 1; }", "TANGO0101", "Run() is not public")]
    [InlineData("public class S : Step<int> { public static int Run() => 1; }", "TANGO0101", "Run() is static")]
    [InlineData("public class S : Step<int> { public int Run<T>() => 1; }", "TANGO0101", "Run() is generic")]
    [InlineData("public class S : Step<int> { public int Run(int a) => 1; public Task<int> RunAsync() => null!; }", "TANGO0101", "it has Run(int) and RunAsync()")]
    [InlineData("public class S : Step<int> { public int Run(int target) => 1; }", "TANGO0102", "Parameter 'target' of S cannot be set in a project file: MSBuild keeps this name for itself")]
    [InlineData("public class S : Step<int> { public int Run(int timeout) => 1; }", "TANGO0102", "it is the name of a setting of steps")]
    [InlineData("public class S : Step<int> { public int Run([Parameter(\"Type\")] int x) => 1; }", "TANGO0102", "Parameter 'Type'")]
    [InlineData("public class S : Step<int> { public int Run([Parameter(\"a.b\")] int x) => 1; }", "TANGO0102", "letters A to Z")]
    [InlineData("public class S : Step<int> { public int Run(int größe) => 1; }", "TANGO0102", "letters A to Z")]
    [InlineData("[Step(Version = \"1.0\")] public class S : Step<int> { public int Run() => 1; }", "TANGO0103", "'1.0'")]
    [InlineData("[Step(Version = \"\")] public class S : Step<int> { public int Run() => 1; }", "TANGO0103", "''")]
    [InlineData("[Step] internal class S : Step<int> { public int Run() => 1; }", "TANGO0104", "S cannot be used as a step: it is not public")]
    [InlineData("class Outer { [Step] public class S : Step<int> { public int Run() => 1; } }", "TANGO0104", "Outer.S cannot be used as a step: it is not public")]
    [InlineData("[Step] public abstract class S : Step<int> { public int Run() => 1; }", "TANGO0104", "it is abstract")]
    [InlineData("[Step] public class S<T> : Step<int> { public int Run() => 1; }", "TANGO0104", "it is generic")]
    [InlineData("[Step] public class S { public int Run() => 1; }", "TANGO0104", "it does not derive from Step<T>")]
    [InlineData("public class S(int x) : Step<int> { public int Run() => x; }", "TANGO0104", "no public constructor without parameters")]
    [InlineData("public class S : Step<int> { public string Run() => \"\"; }", "TANGO0104", "Run returns string, but the class derives from Step<int>")]
    [InlineData("public class S : Step<int> { public void Run() { } }", "TANGO0104", "Run returns nothing, but Step<int> needs a result")]
    [InlineData("public class S : Step { public int Run() => 1; }", "TANGO0104", "would be lost; derive the class from Step<int>")]
    [InlineData("public static class F { [Step] internal static int S() => 1; }", "TANGO0104", "F.S cannot be used as a step: it is not public")]
    [InlineData("static class F { [Step] public static int S() => 1; }", "TANGO0104", "F, which contains it, is not public")]
    [InlineData("public class F { [Step] public int S() => 1; }", "TANGO0104", "it is not static")]
    [InlineData("public static class F { [Step] public static T S<T>(T x) => x; }", "TANGO0104", "it is generic")]
    [InlineData("public static class F { [Step] public static int S(int x) => x; public static int S() => 1; }", "TANGO0104", "several methods with this name")]
    [InlineData("public class S : Step<int> { public int Run(ref int x) => 1; }", "TANGO0105", "Parameter 'x' of S cannot be an argument: it is passed by reference")]
    [InlineData("public class S : Step<int> { public int Run(in int x) => 1; }", "TANGO0105", "passed by reference")]
    [InlineData("public class S : Step<int> { public int Run(out int x) => x = 1; }", "TANGO0105", "passed by reference")]
    [InlineData("public unsafe class S : Step<int> { public int Run(int* x) => 1; }", "TANGO0105", "it is a pointer")]
    [InlineData("public class S : Step<int> { public int Run(ReadOnlySpan<int> x) => 1; }", "TANGO0105", "ReadOnlySpan<int> can only be on the stack")]
    [InlineData("public class S : Step<int> { public int Run(int x, [Parameter(\"X\")] int y) => 1; }", "TANGO0105", "another parameter has the same name")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"a\")] int x) => 1; }", "TANGO0105", "is not a value of type int")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"12:00\")] DateTime x) => 1; }", "TANGO0105", "is not a value of type DateTime")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"12:00\")] DateTimeOffset x) => 1; }", "TANGO0105", "is not a value of type DateTimeOffset")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"January 31\")] DateOnly x) => 1; }", "TANGO0105", "is not a value of type DateOnly")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"noon\")] TimeOnly x) => 1; }", "TANGO0105", "is not a value of type TimeOnly")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"0f8fad5b\")] Guid x) => 1; }", "TANGO0105", "is not a value of type Guid")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"1\")] Version x) => 1; }", "TANGO0105", "is not a value of type Version")]
    [InlineData("public class S : Step<int> { public int Run([Secret] int x) => 1; }", "TANGO0105", "it is a [Secret], which must be a string")]
    [InlineData("public class S : Step<int> { public int Run([Secret] string[] x) => 1; }", "TANGO0105", "which must be a string")]
    [InlineData("public class S : Step<int> { public int Run([Secret] object x) => 1; }", "TANGO0105", "which must be a string")]
    [InlineData("public class S : Step<int> { public int Run([Secret] string x = \"hunter2\") => 1; }", "TANGO0105", "null is the only default")]
    public void Each_error_is_named(string source, string code, string message)
    {
        _projects.Compile("Main", source);
        var catalog = StepTypeReader.Read(_projects.Assemblies("Main"));

        var diagnostic = Assert.Single(catalog.Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Empty(catalog.Types);
    }

    [Fact]
    public void All_errors_of_all_types_are_reported_and_valid_types_remain()
    {
        _projects.Compile("Main", """
            public class Bad : Step<int> { public int Run(int label, ref int x) => 1; }
            public class Worse : Step<int> { }
            public class Good : Step<int> { public int Run() => 1; }
            """);
        var catalog = StepTypeReader.Read(_projects.Assemblies("Main"));

        Assert.Equal(["TANGO0102", "TANGO0105", "TANGO0101"], catalog.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal("Good", Assert.Single(catalog.Types).FullName);
    }

    [Theory]
    [InlineData("public class S : Step<int>\n{\n    public int Run(int label)\n        => 1;\n}", 4)]
    [InlineData("public class S : Step<int>\n{\n    public async Task<int> RunAsync(int label)\n    {\n        await Task.Yield();\n        return 1;\n    }\n}", 4)]
    [InlineData("public class S : Step<int>\n{\n    public S()\n    {\n    }\n}", 3)]
    public void Messages_have_the_position_of_the_step_in_its_source(string source, int line)
    {
        var assembly = _projects.Compile("Main", source);
        var catalog = StepTypeReader.Read(_projects.Assemblies("Main"));

        var place = $"{Path.Combine(Path.GetDirectoryName(assembly)!, "Steps.cs")}({line})";
        Assert.EndsWith($" It is declared in {place}.", Assert.Single(catalog.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_symbols_messages_have_no_position()
    {
        var assembly = _projects.Compile("Main", "public class S : Step<int> { }");
        File.Delete(Path.ChangeExtension(assembly, ".pdb"));

        var diagnostic = Assert.Single(StepTypeReader.Read(_projects.Assemblies("Main")).Diagnostics);

        Assert.EndsWith("but it has none.", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_base_names_the_assembly_that_is_not_there()
    {
        _projects.Compile("Lib", "public abstract class Base : Step<int> { public int Run() => 1; }");
        _projects.Compile("Main", "[Step] public class S : Base { }");
        var assemblies = _projects.Assemblies("Main") with { References = [.. CompiledProjects.ReferenceAssemblies, CompiledProjects.TangoCore] };

        var diagnostic = Assert.Single(StepTypeReader.Read(assemblies).Diagnostics);

        Assert.Contains("its base Base was not found, because the assembly Lib is not among the references", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_was_not_built_is_an_error_with_its_path()
    {
        var missing = Path.Combine(_projects.Folder, "None.dll");

        var exception = Assert.Throws<TangoException>(() => StepTypeReader.Read(new StepAssemblies(missing)));

        Assert.Equal("TANGO0401", Assert.Single(exception.Diagnostics).Code);
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
    }
}
