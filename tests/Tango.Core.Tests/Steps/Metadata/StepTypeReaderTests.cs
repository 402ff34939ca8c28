using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata;

public sealed class StepTypeReaderTests : IDisposable
{
    private readonly CompiledProjects _projects = new();

    public void Dispose() => _projects.Dispose();

    [Fact]
    public void A_step_is_read_with_all_that_its_attribute_says()
    {
        var step = Only("""
            namespace Demo;

            [Step("train", Deterministic = true, Caching = StepCaching.Never, Version = "2b", Format = "json.gz")]
            public sealed class TrainModel : Step<double>
            {
                public double Run(int epochs) => epochs;
            }
            """);

        Assert.Equal("TrainModel", step.ClassName);
        Assert.Equal("Demo.TrainModel", step.FullName);
        Assert.Equal("train", step.RegisteredName);
        Assert.Equal("Main", step.AssemblyName);
        Assert.Equal("Demo.TrainModel", step.DeclaringType);
        Assert.Equal("Run", step.MethodName);
        Assert.False(step.IsFunction);
        Assert.True(step.Deterministic);
        Assert.Equal(StepCaching.Never, step.Caching);
        Assert.Equal("2b", step.Version);
        Assert.Equal("json.gz", step.Format);
        Assert.Equal("System.Double", step.Result!.Name.FullName);
        Assert.Equal(64, step.CodeFingerprint.Length);
    }

    [Fact]
    public void A_step_without_attribute_leaves_everything_open()
    {
        var step = Only("public sealed class Bare : Step { public void Run() { } }");

        Assert.Null(step.RegisteredName);
        Assert.False(step.Deterministic);
        Assert.Equal(StepCaching.Default, step.Caching);
        Assert.Null(step.Version);
        Assert.Null(step.Format);
        Assert.Null(step.Result);
        Assert.Empty(step.Parameters);
    }

    [Theory]
    [InlineData("Cacheable = false", StepCaching.Never)]
    [InlineData("Cacheable = true", StepCaching.Always)]
    [InlineData("Caching = StepCaching.Default", StepCaching.Default)]
    [InlineData("Caching = StepCaching.Always, Cacheable = false", StepCaching.Never)]
    [InlineData("Cacheable = false, Caching = StepCaching.Always", StepCaching.Always)]
    public void Cacheable_is_the_short_form_of_caching(string written, StepCaching caching)
    {
        var step = Only($"[Step({written})] public sealed class Marked : Step {{ public void Run() {{ }} }}");

        Assert.Equal(caching, step.Caching);
    }

    [Fact]
    public void Steps_are_found_wherever_they_are_public_and_can_be_made()
    {
        _projects.Compile("Lib", """
            namespace Lib;
            public abstract class TableStep<T> : Step<IReadOnlyList<T>> { public IReadOnlyList<T> Run(T first) => [first]; }
            public sealed class FromLib : Step<int> { public int Run() => 1; }
            """);
        _projects.Compile("Main", """
            namespace Demo;
            public static class Outer
            {
                public sealed class Nested : Step<int> { public int Run() => 1; }
                [Step("load")] public static string Load(string path) => path;
                public static string NoStep(string path) => path;
            }
            public sealed class Derived : Lib.TableStep<double> { }
            public abstract class Abstract : Step<int> { public abstract int Run(); }
            public sealed class Concrete : Abstract { public override int Run() => 1; }
            public sealed class Generic<T> : Step<T> { public T Run(T value) => value; }
            internal sealed class Internal : Step<int> { public int Run() => 1; }
            public sealed class Unrelated : Exception { }
            """);
        var catalog = StepTypeReader.Read(_projects.Assemblies("Main", "Lib"));

        Assert.Empty(catalog.Diagnostics);
        Assert.Equal(
            ["Demo.Concrete", "Demo.Derived", "Demo.Outer.Load", "Demo.Outer.Nested", "Lib.FromLib"],
            catalog.Types.Select(type => type.FullName));
        var nested = Assert.Single(catalog.Find("Nested"));
        Assert.Equal("Demo.Outer+Nested", nested.DeclaringType);
        var function = Assert.Single(catalog.Find("load"));
        Assert.True(function.IsFunction);
        Assert.Equal("Demo.Outer", function.DeclaringType);
        Assert.Equal("Load", function.MethodName);
        var derived = Assert.Single(catalog.Find("Derived"));
        Assert.Equal("double", derived.Parameters[0].Type.ToString());
        Assert.Equal("IReadOnlyList<double>", derived.Result!.ToString());
        Assert.Equal("Demo.Derived", derived.DeclaringType);
    }

    [Theory]
    [InlineData("Step<int>", "int Run()", "int")]
    [InlineData("Step<int>", "Task<int> RunAsync()", "int")]
    [InlineData("Step<int>", "ValueTask<int> RunAsync()", "int")]
    [InlineData("Step", "Task RunAsync()", null)]
    [InlineData("Step", "ValueTask RunAsync()", null)]
    [InlineData("Step", "void Run()", null)]
    [InlineData("Step<IAsyncEnumerable<int>>", "IAsyncEnumerable<int> RunAsync()", "IAsyncEnumerable<int>")]
    [InlineData("Step<IEnumerable<int>>", "IEnumerable<int> Run()", "IEnumerable<int>")]
    [InlineData("Step<IReadOnlyList<object>>", "List<string> Run()", "IReadOnlyList<object>")]
    [InlineData("Step<object[]>", "string[] Run()", "object[]")]
    [InlineData("Step<int?>", "int Run()", "int?")]
    [InlineData("Step<(int, string)>", "(int, string) Run()", "ValueTuple<int, string>")]
    [InlineData("Step<IComparable>", "int Run()", "IComparable")]
    public void The_result_is_what_the_step_promises(string parent, string method, string? result)
    {
        var step = Only($"public sealed class S : {parent} {{ public {method} => throw null!; }}");

        Assert.Equal(result, step.Result?.ToString());
    }

    [Theory]
    [InlineData("bool", ParameterKind.Boolean)]
    [InlineData("sbyte", ParameterKind.Integer)]
    [InlineData("ulong", ParameterKind.Integer)]
    [InlineData("nint", ParameterKind.Integer)]
    [InlineData("Int128", ParameterKind.Integer)]
    [InlineData("System.Numerics.BigInteger", ParameterKind.Integer)]
    [InlineData("Half", ParameterKind.Float)]
    [InlineData("float", ParameterKind.Float)]
    [InlineData("double", ParameterKind.Float)]
    [InlineData("decimal", ParameterKind.Decimal)]
    [InlineData("char", ParameterKind.Character)]
    [InlineData("string", ParameterKind.Text)]
    [InlineData("DateTime", ParameterKind.DateTime)]
    [InlineData("DateTimeOffset", ParameterKind.DateTimeOffset)]
    [InlineData("DateOnly", ParameterKind.Date)]
    [InlineData("TimeOnly", ParameterKind.TimeOfDay)]
    [InlineData("TimeSpan", ParameterKind.Duration)]
    [InlineData("Guid", ParameterKind.Guid)]
    [InlineData("Uri", ParameterKind.Uri)]
    [InlineData("Version", ParameterKind.Version)]
    [InlineData("DayOfWeek", ParameterKind.Enumeration)]
    [InlineData("InputFile", ParameterKind.InputFile)]
    [InlineData("FileInfo", ParameterKind.InputFile)]
    [InlineData("InputFiles", ParameterKind.InputFiles)]
    [InlineData("int[]", ParameterKind.List)]
    [InlineData("List<int>", ParameterKind.List)]
    [InlineData("IAsyncEnumerable<int>", ParameterKind.List)]
    [InlineData("System.Collections.Immutable.ImmutableArray<int>", ParameterKind.List)]
    [InlineData("IReadOnlySet<int>", ParameterKind.Set)]
    [InlineData("SortedSet<int>", ParameterKind.Set)]
    [InlineData("System.Collections.Immutable.ImmutableHashSet<int>", ParameterKind.Set)]
    [InlineData("Dictionary<string, int>", ParameterKind.Map)]
    [InlineData("IReadOnlyDictionary<string, int>", ParameterKind.Map)]
    [InlineData("Dictionary<int, int>", ParameterKind.Object)]
    [InlineData("int[,]", ParameterKind.Object)]
    [InlineData("object", ParameterKind.Object)]
    [InlineData("KeyValuePair<int, int>", ParameterKind.Object)]
    public void Every_type_has_its_kind(string type, object kind)
    {
        var parameter = OnlyParameter($"{type} x");

        Assert.Equal((ParameterKind)kind, parameter.Type.Kind);
        Assert.False(parameter.Type.IsNullable);
        Assert.Equal((ParameterKind)kind is ParameterKind.List or ParameterKind.Set or ParameterKind.Map ? "int" : null, parameter.Type.Element?.ToString());
    }

    [Theory]
    [InlineData("int?", "int?", null)]
    [InlineData("string?", "string?", null)]
    [InlineData("List<string?>", "List<string>", "string?")]
    [InlineData("List<string>?", "List<string>?", "string")]
    [InlineData("string?[]", "string[]", "string?")]
    [InlineData("Dictionary<string, int?>?", "Dictionary<string, Nullable<int>>?", "int?")]
    [InlineData("Dictionary<string, List<string?>>", "Dictionary<string, List<string>>", "List<string>")]
    [InlineData("DayOfWeek?", "DayOfWeek?", null)]
    public void Nullable_types_say_so(string type, string expected, string? element)
    {
        var parameter = OnlyParameter($"{type} x");

        Assert.Equal(expected.Replace("Nullable<int>", "int?", StringComparison.Ordinal), parameter.Type.ToString());
        Assert.Equal(element, parameter.Type.Element?.ToString());
    }

    [Fact]
    public void Code_without_annotations_takes_null_where_its_default_is_null()
    {
        var step = Only("""
            #nullable disable
            public sealed class S : Step<int> { public int Run(string must, string may = null, List<int> list = null, TimeSpan span = default) => 1; }
            """);

        Assert.Equal([false, true, true, false], step.Parameters.Select(parameter => parameter.Type.IsNullable));
    }

    public static TheoryData<string, object?> Defaults => new()
    {
        { "int x = 10", new ArgumentValue.Scalar(10L) },
        { "byte x = 255", new ArgumentValue.Scalar(255L) },
        { "ulong x = ulong.MaxValue", new ArgumentValue.Scalar(ulong.MaxValue) },
        { "nint x = 3", new ArgumentValue.Scalar(3L) },
        { "BigInteger x = default", new ArgumentValue.Scalar(0L) },
        { "double x = 0.1", new ArgumentValue.Scalar(0.1) },
        { "float x = 0.1f", new ArgumentValue.Scalar((double)0.1f) },
        { "Half x = default", new ArgumentValue.Scalar(0d) },
        { "decimal x = 1.50m", new ArgumentValue.Scalar(1.50m) },
        { "decimal x = -79228162514264337593543950335m", new ArgumentValue.Scalar(decimal.MinValue) },
        { "decimal? x = null", ArgumentValue.Null.Instance },
        { "char x = 'x'", new ArgumentValue.Scalar('x') },
        { "bool x = true", new ArgumentValue.Scalar(true) },
        { "string x = \"a b\"", new ArgumentValue.Scalar("a b") },
        { "string? x = null", ArgumentValue.Null.Instance },
        { "int? x = null", ArgumentValue.Null.Instance },
        { "int? x = 5", new ArgumentValue.Scalar(5L) },
        { "DateTime x = default", new ArgumentValue.Scalar(default(DateTime)) },
        { "[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(5)] DateTime x", new ArgumentValue.Scalar(new DateTime(5)) },
        { "Guid x = default", new ArgumentValue.Scalar(Guid.Empty) },
        { "TimeSpan x = default", new ArgumentValue.Scalar(TimeSpan.Zero) },
        { "DayOfWeek x = DayOfWeek.Friday", new ArgumentValue.Enumeration("Friday", 5) },
        { "DayOfWeek? x = DayOfWeek.Friday", new ArgumentValue.Enumeration("Friday", 5) },
        { "DayOfWeek x = (DayOfWeek)77", new ArgumentValue.Enumeration("77", 77) },
        { "FileShare x = FileShare.ReadWrite", new ArgumentValue.Enumeration("ReadWrite", 3) },
        { "FileShare x = FileShare.Read | FileShare.Delete", new ArgumentValue.Enumeration("Read, Delete", 5) },
        { "Big x = Big.Top", new ArgumentValue.Enumeration("Top", -1) },
        { "List<int>? x = null", ArgumentValue.Null.Instance },
        { "System.Collections.Immutable.ImmutableArray<int> x = default", ArgumentValue.Null.Instance },
        { "object? x = null", ArgumentValue.Null.Instance },
        { "params string[] x", new ArgumentValue.List([]) },
        { "int x", null },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Defaults_are_the_values_the_code_would_see(string parameter, object? expected) =>
        Assert.Equal(expected, OnlyParameter(parameter).Default);

    [Theory]
    [InlineData("[SkipInId] int x", SkipInIdRule.Always, null)]
    [InlineData("[SkipInId(Default = 5)] int x", SkipInIdRule.WhenDefault, "5")]
    [InlineData("[SkipInId(Default = 1)] double x", SkipInIdRule.WhenDefault, "1")]
    [InlineData("[SkipInId(Default = \"1.5\")] decimal x", SkipInIdRule.WhenDefault, "1.5")]
    [InlineData("[SkipInId(Default = null)] string? x", SkipInIdRule.WhenDefault, "null")]
    [InlineData("[SkipInId(Default = DayOfWeek.Monday)] DayOfWeek x", SkipInIdRule.WhenDefault, "Monday")]
    [InlineData("[SkipInId(Default = \"00:01:00\")] TimeSpan x", SkipInIdRule.WhenDefault, "00:01:00")]
    [InlineData("[SkipInId(Default = \"2026-01-31T12:00:00+05:30\")] DateTime x", SkipInIdRule.WhenDefault, "2026-01-31T06:30:00.0000000Z")]
    [InlineData("[SkipInId(Default = \"2026-01-31T12:00:00\")] DateTimeOffset x", SkipInIdRule.WhenDefault, "2026-01-31T12:00:00.0000000+00:00")]
    [InlineData("[SkipInId(Default = \"2026-01-31\")] DateOnly x", SkipInIdRule.WhenDefault, "2026-01-31")]
    [InlineData("[SkipInId(Default = \"12:30\")] TimeOnly x", SkipInIdRule.WhenDefault, "12:30:00.0000000")]
    [InlineData("[SkipInId(Default = \"1.2\")] Version x", SkipInIdRule.WhenDefault, "1.2")]
    [InlineData("[SkipInId(Default = \"data/a\")] Uri x", SkipInIdRule.WhenDefault, "data/a")]
    [InlineData("[SkipInId(Default = new[] { 1, 2 })] int[] x", SkipInIdRule.WhenDefault, "[1, 2]")]
    [InlineData("int x", SkipInIdRule.Never, null)]
    public void Arguments_can_be_left_out_of_the_id(string parameter, object rule, string? value)
    {
        var read = OnlyParameter(parameter);

        Assert.Equal((SkipInIdRule)rule, read.SkipInId);
        Assert.Equal(value, read.SkipInIdDefault?.ToString());
    }

    [Fact]
    public void Supplied_parameters_are_no_arguments_but_keep_their_place()
    {
        var step = Only("""
            public static class F
            {
                [Step] public static Task<int> Count(StepContext context, [Parameter("input")] string text, CancellationToken stop, int times = 2) => Task.FromResult(1);
            }
            """);

        Assert.Equal([("input", "text", 1), ("times", "times", 3)], step.Parameters.Select(parameter => (parameter.Name, parameter.ClrName, parameter.Position)));
    }

    [Fact]
    public void The_base_types_and_parts_of_a_result_are_read()
    {
        _projects.Compile("Lib", "namespace Lib; public interface IModel<T> : IDisposable { } public class Base<T> : IModel<T> { public T Value => default!; public T Field = default!; public void Dispose() { } }");
        var step = Only("""
            public sealed class Model : Lib.Base<string>, IInner { public new int Value => 1; public int this[int i] => i; private int Hidden => 1; public static int Shared => 1; public int WriteOnly { set { } } public DayOfWeek Day { get; set; } }
            internal interface IInner { }
            public sealed class S : Step<Model> { public Model Run() => new(); }
            """, "Lib");

        Assert.Equal(
            ["Base<string>", "IModel<string>", "IDisposable"],
            step.Result!.AssignableTo.Select(type => type.ToString()));
        Assert.Equal(
            ["Day: DayOfWeek", "Field: string", "Value: int"],
            step.Result.Members.Select(member => $"{member.Key}: {member.Value}"));
        Assert.Contains("IComparable", step.Result.Members[1].Value.AssignableTo.Select(type => type.ToString()));
    }

    [Fact]
    public void An_enumeration_lists_its_members()
    {
        var type = OnlyParameter("Colors x").Type;

        Assert.True(type.IsFlags);
        Assert.Equal<EnumMember>([new("Red", 4), new("Green", 2), new("None", 0)], [.. type.EnumMembers]);
    }

    [Fact]
    public void Reading_runs_no_code_of_the_user()
    {
        using var directory = new TemporaryDirectory();
        using var project = new CompiledProjects();
        var trace = directory.PathOf("trace");
        project.Compile("Loud", $$"""
            public static class Loud
            {
                public static int Say() { System.IO.File.WriteAllText(@"{{trace}}", "ran"); return 1; }
                [System.Runtime.CompilerServices.ModuleInitializer] public static void OnLoad() => Say();
            }
            public sealed class MarkAttribute : System.Attribute { public MarkAttribute() => Loud.Say(); }
            [Mark, Step] public sealed class Careless : Step<int>
            {
                private static readonly int Early = Loud.Say();
                public Careless() => Loud.Say();
                public int Run(int x = 1) => Early;
            }
            """);

        Assert.NotEmpty(Assert.Single(StepTypeReader.Read(project.Assemblies("Loud")).Types).CodeFingerprint!);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void Compiler_and_runtime_see_the_same_steps()
    {
        _projects.Compile("Main", """
            public sealed record Row(string Name, DateTime At, FileShare Share);
            public sealed class A : Step<Dictionary<string, List<Row>>> { public Dictionary<string, List<Row>> Run(IReadOnlyList<Row> rows, FileShare share = FileShare.Read, Int128 big = default) => throw null!; }
            public sealed class B : Step<string> { public string Run(HashSet<Version> versions, int[] numbers) => ""; }
            public sealed class C : Step<System.Text.Json.JsonElement> { public System.Text.Json.JsonElement Run() => default; }
            public sealed class D : Step<int[]> { public int[] Run() => []; }
            """);
        var compiled = _projects.Assemblies("Main");
        var running = compiled with { References = [.. CompiledProjects.RuntimeAssemblies, CompiledProjects.TangoCore] };

        Assert.Equal(CatalogText.Of(StepTypeReader.Read(compiled)), CatalogText.Of(StepTypeReader.Read(running)));
    }

    private StepType Only(string source, params string[] projects)
    {
        _projects.Compile("Main", source);
        var catalog = StepTypeReader.Read(_projects.Assemblies("Main", projects));
        Assert.Empty(catalog.Diagnostics);
        return Assert.Single(catalog.Types);
    }

    private StepParameter OnlyParameter(string parameter) => Assert.Single(Only($$"""
        using System.Numerics;
        [Flags] public enum Colors { Red = 4, Green = 2, None = 0 }
        public enum Big : ulong { Top = ulong.MaxValue }
        public sealed class S : Step<int> { public int Run({{parameter}}) => 1; }
        """).Parameters);
}
