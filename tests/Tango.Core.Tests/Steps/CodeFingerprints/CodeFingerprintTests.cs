using Microsoft.CodeAnalysis;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>
/// One table: a program of three projects, each row one edit of it, compiled for real, and whether the fingerprint of the step <c>Train</c> may notice.
/// </summary>
public sealed class CodeFingerprintTests : IDisposable
{
    private const string Package = """
        namespace Pack;
        public static class Text { public static string Trim(string text) => text.Trim(); }
        """;

    private const string Lib = """
        using System.Text.Json.Serialization;
        namespace Lib;

        public static class Scale
        {
            public const int Factor = 3;
            public static int By(int value) => value * 2;
            public static int Unused(int value) => value * 4;
        }

        public interface IShape { int Area(); string Name() => "shape"; }
        public class Square : IShape { public virtual int Area() => 16; }
        public class Circle : IShape { public virtual int Area() => 3; }
        public abstract class Animal { public abstract string Sound(); public virtual int Legs() => 4; }
        public class Dog : Animal { public override string Sound() => "wau"; }
        public class Cat : Animal { public override string Sound() => "miau"; }

        public sealed record Row([property: JsonPropertyName("id")] int Id, string Name)
        {
            public Unit Unit { get; init; } = new("kg");
            public static int Count() => 1;
        }
        public sealed record Unit(string Symbol);
        [JsonDerivedType(typeof(Leaf), "leaf")]
        public abstract class Node { public abstract int Depth { get; } [JsonConverter(typeof(Converter))] public int Weight { get; set; } }
        public sealed class Leaf : Node { public override int Depth => 0; public string Color { get; set; } = "green"; }
        public sealed class Converter : JsonConverter<int>
        {
            public override int Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => reader.GetInt32() + 50;
            public override void Write(System.Text.Json.Utf8JsonWriter writer, int value, System.Text.Json.JsonSerializerOptions options) => writer.WriteNumberValue(value - 50);
        }
        public sealed class MarkAttribute : Attribute { public MarkAttribute(Type type, int level) { } public DayOfWeek Day { get; set; } }
        public interface IMeasure<T> where T : IMeasure<T> { static abstract int Of(T value); }
        public sealed class Meter : IMeasure<Meter> { public static int Of(Meter value) => 60; }
        public readonly struct Money(int cents)
        {
            public int Cents => cents;
            public int Twice => cents * 2;
            public static Money operator +(Money one, Money other) => new(one.Cents + other.Cents + 61);
        }
        public class Outer<T> { public class Inner { public virtual string Show(T value) => "inner " + value; } }
        public abstract class Shown : IFormattable { string IFormattable.ToString(string? format, IFormatProvider? provider) => "shown"; }
        public sealed class Label : Shown { }
        public enum Mode { Fast, Slow }
        public sealed class Plugin { public int Load() => 1; private int Helper() => 2; }
        """;

    private const string Main = """
        using Lib;
        namespace Demo;

        public static class Tables
        {
            public static readonly int[] Primes = [2, 3, 5, 7, 11, 13];
            public static readonly double Rate = 0.25;
            public static ReadOnlySpan<byte> Bytes => [1, 2, 3, 4, 5, 6, 7, 8];
        }

        file sealed class Hidden
        {
            private readonly int _first = 62;
            private readonly int _second = 63;
            public int First() => _first;
            public int Second() => _second;
        }

        public static class Started
        {
            public static int Value;
            [System.Runtime.CompilerServices.ModuleInitializer] public static void Init() => Value = 64;
        }

        public class Parent { public virtual int Greet() => 65; }
        public sealed class Child : Parent { public override int Greet() { Func<int> call = () => base.Greet(); return call(); } }

        public static class Overloads
        {
            public static int Make(int seed) { Func<int, int> f = x => x + 66; return f(seed); }
            public static int Make(string seed) { Func<int, int> f = x => x + 67; return f(seed.Length); }
            public static int Measure<T>(T value) where T : IMeasure<T> => T.Of(value);
            public static int Twice(this int value) => value * 68;
            public static async Task<int> Each(int[] values)
            {
                var total = 0;
                foreach (var value in values) { Func<Task<int>> one = async () => { await Task.Yield(); return value + total + 69; }; total += await one(); }
                return total;
            }
        }

        public static class Generic
        {
            public static T Pick<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) < 0 ? one : other;
            public static T Make<T>() where T : new() => new T();
        }

        public sealed class Made { public int Value = 7; }
        public struct Point : IEquatable<Point> { public int X; public bool Equals(Point other) => X == other.X; }

        [Step("train", Deterministic = true)]
        public sealed class Train : Step<List<Row>>
        {
            private readonly int _seed = 42;
            public async Task<List<Row>> RunAsync(IReadOnlyList<Row> rows, Mode mode = Mode.Fast, int epochs = 10, Node? node = null)
            {
                var sum = Helper(epochs) + Scale.By(2) + Scale.Factor + _seed;
                var doubled = rows.Select(row => row.Id * 2).ToList();
                var tripled = rows.Select(row => row.Id * 3).ToList();
                await Task.Yield();
                sum += await Later(sum);
                foreach (var number in Numbers()) { sum += number; }
                IShape shape = new Square();
                Animal animal = new Dog();
                sum += shape.Area() + shape.Name().Length + animal.Sound().Length + animal.Legs();
                sum += Tables.Primes[1] + (int)Tables.Rate + Tables.Bytes[2];
                sum += Generic.Pick(sum, 8) + Generic.Make<Made>().Value;
                sum += Pack.Text.Trim("a ").Length + Local(3);
                sum += new HashSet<Point>().Contains(default) ? 1 : 0;
                sum += typeof(Plugin).GetMethods().Length;
                sum += new { Width = 1, Height = 2 }.Width;
                var hidden = new Hidden();
                sum += hidden.First() - hidden.Second() + Started.Value + new Child().Greet() + Overloads.Make(1) + Overloads.Make("a");
                sum += Overloads.Measure(new Meter()) + 3.Twice() + await Overloads.Each([1]) + (new Money(1) + new Money(2)).Cents;
                sum += new Outer<int>.Inner().Show(1).Length + $"{new Label()}".Length;
                var text = mode.ToString() switch { "Fast" => 1, "Slow" => 2, "a" => 3, "b" => 4, "c" => 5, "d" => 6, "e" => 7, _ => 0 };
                return rows.Where(row => doubled.Count + tripled.Count + text + sum > 0).ToList();

                int Local(int x) => x + 5;
            }

            private int Helper(int value) { if (value > 100) throw new InvalidOperationException("too many"); return value + 1; }
            private async Task<int> Later(int value) { await Task.Delay(0); return value + 6; }
            private IEnumerable<int> Numbers() { yield return 1; yield return 9; }
            public override string ToString() => "train";
            public int Apart(int value) => value - 1;
        }
        """;

    private static readonly string BeforeStep = "\n[Step(\"train\"";

    private static readonly Lazy<CodeFingerprint> Unedited = new(() =>
    {
        using var projects = new CompiledProjects();
        return Explain(Compile(projects, new Edit()));
    });

    private readonly List<CompiledProjects> _projects = [];

    public static TheoryData<string, Edit> Unnoticed => new()
    {
        { "nothing", new Edit() },
        { "a comment", new Edit("sum += number;", "/* why */ sum += number; // and so on\n") },
        { "formatting", new Edit("{ yield return 1; yield return 9; }", "{\n\n    yield return 1;\n\n  yield return\n 9;\n}") },
        { "moved lines", new Edit("namespace Demo;", "namespace Demo;\n\n\n\n") },
        { "an unrelated class", new Edit(BeforeStep, "\npublic sealed class Aside { public int X() => new[] { 1 }.Select(x => x + 1).Sum(); }" + BeforeStep) },
        { "an unrelated class of the other project", new Edit("namespace Lib;", "namespace Lib; public static class AAA { public static Func<int, int> F => x => x; }", In: "Lib") },
        { "an unrelated step", new Edit(BeforeStep, "\npublic sealed class Another : Step<int> { public async Task<int> RunAsync(int a) { await Task.Yield(); return new[] { a }.Select(x => x + a).Sum(); } }" + BeforeStep) },
        { "an unrelated anonymous type, iterator and static table", new Edit("namespace Demo;", "namespace Demo; public static class Aside { public static object O => new { A = 1 }; public static IEnumerable<int> I() { yield return 1; } public static readonly int[] T = [1, 2, 3, 4, 5, 6, 7]; }") },
        { "a method with lambdas before the others", new Edit("private readonly int _seed", "private Func<int, int> Before(int y) => x => x + y; private Func<int, int> Earlier() => x => x; private readonly int _seed") },
        { "a method with an iterator and a local function before the others", new Edit("private readonly int _seed", "private IEnumerable<int> Before() { int L() => 1; yield return L(); } private async Task Wait() => await Task.Yield(); private readonly int _seed") },
        { "the order of methods", new Edit("private IEnumerable<int> Numbers() { yield return 1; yield return 9; }", "", "private int Helper", "private IEnumerable<int> Numbers() { yield return 1; yield return 9; }\n private int Helper") },
        { "the name of a local", new Edit("tripled", "threefold") },
        { "the name of a captured local", new Edit("doubled", "twice") },
        { "the name of a lambda's parameter", new Edit("row => row.Id * 2", "r => r.Id * 2") },
        { "a method nobody calls", new Edit("public int Apart(int value) => value - 1;", "public int Apart(int value) => value - 2;") },
        { "a helper nobody calls in the other project", new Edit("value * 4", "value * 5", In: "Lib") },
        { "a static method of an argument's type that nobody calls", new Edit("public static int Count() => 1", "public static int Count() => 2", In: "Lib") },
        { "a class that is never made", new Edit("\"miau\"", "\"purr\"", In: "Lib") },
        { "an implementation that is never made", new Edit("Area() => 3", "Area() => 4", In: "Lib") },
        { "another implementation", new Edit("namespace Lib;", "namespace Lib; public class Triangle : IShape { public int Area() => 1; }", In: "Lib") },
        { "a file-local class in another folder", new Edit("file sealed class Hidden", "file sealed class Hidden /* */ ") { Options = new CompileOptions { Folder = "moved" } } },
        { "a property of a struct that nobody reads", new Edit("cents * 2", "cents * 3", In: "Lib") },
        { "an overload", new Edit("public static int Make(int seed)", "public static int Make(long seed) { Func<long, int> f = x => (int)x; return f(seed); } public static int Make(int seed)") },
        { "the default of an argument", new Edit("int epochs = 10", "int epochs = 11") },
        { "what [Step] says", new Edit("[Step(\"train\", Deterministic = true)]", "[Step(\"fit\", Version = \"7\")]") },
        { "another folder", new Edit { Options = new CompileOptions { Folder = "elsewhere/deep" } } },
        { "the version of an own project", new Edit { Options = new CompileOptions { AssemblyVersion = "7.1.0.0" }, OptionsOf = "Lib" } },
    };

    public static TheoryData<string, Edit> Noticed => new()
    {
        { "the body", new Edit("+ _seed;", "- _seed;") },
        { "a literal", new Edit("Local(3)", "Local(4)") },
        { "a text", new Edit("too many", "too much") },
        { "a field's initial value", new Edit("_seed = 42", "_seed = 43") },
        { "a called helper", new Edit("return value + 1", "return value + 2") },
        { "an overridden method", new Edit("\"train\";", "\"fit\";") },
        { "a called helper of the other project", new Edit("value * 2", "value * 3", In: "Lib") },
        { "a constant of the other project", new Edit("Factor = 3", "Factor = 4", In: "Lib") },
        { "a lambda", new Edit("row.Id * 2", "row.Id * 5") },
        { "two lambdas that change places", new Edit("row.Id * 2", "row.Id * 0", "row.Id * 3", "row.Id * 2", "row.Id * 0", "row.Id * 3") },
        { "a lambda that captures", new Edit("text + sum > 0", "text + sum > 1") },
        { "a local function", new Edit("x + 5", "x + 6") },
        { "an async body", new Edit("value + 6", "value + 7") },
        { "what follows an await", new Edit("sum += await Later(sum)", "sum -= await Later(sum)") },
        { "an iterator", new Edit("yield return 9", "yield return 8") },
        { "a static table", new Edit("11, 13]", "11, 17]") },
        { "static bytes", new Edit("7, 8]", "7, 9]") },
        { "a static readonly value", new Edit("0.25", "0.5") },
        { "a generic helper", new Edit("CompareTo(other) < 0", "CompareTo(other) > 0") },
        { "a type made by a generic helper", new Edit("Value = 7", "Value = 8") },
        { "an override of a class that is made", new Edit("\"wau\"", "\"wuff\"", In: "Lib") },
        { "an inherited virtual method", new Edit("Legs() => 4", "Legs() => 3", In: "Lib") },
        { "an implementation that is made", new Edit("Area() => 16", "Area() => 25", In: "Lib") },
        { "a default implementation of an interface", new Edit("\"shape\"", "\"form\"", In: "Lib") },
        { "equality of a struct in a set", new Edit("X == other.X", "X != other.X") },
        { "a method that reflection can see", new Edit("private int Helper() => 2", "private int Helper() => 3", In: "Lib") },
        { "an attribute on an argument's type", new Edit("JsonPropertyName(\"id\")", "JsonPropertyName(\"key\")", In: "Lib") },
        { "a property of an argument's type", new Edit("public static int Count()", "public int Extra { get; set; } public static int Count()", In: "Lib") },
        { "a default in an argument's type", new Edit("new(\"kg\")", "new(\"g\")", In: "Lib") },
        { "the type of a member of an argument's type", new Edit("record Unit(string Symbol)", "record Unit(string Symbol, int Power = 1)", In: "Lib") },
        { "the name of a constructor's parameter", new Edit("record Unit(string Symbol)", "record Unit(string Sign)", In: "Lib") },
        { "a member of an enumeration", new Edit("{ Fast, Slow }", "{ Fast, Slower }", In: "Lib") },
        { "the properties of an anonymous type", new Edit("Height = 2", "Depth = 2") },
        { "a case of a switch over texts", new Edit("\"e\" => 7", "\"f\" => 7") },
        { "a field of a file-local class", new Edit("First() => _first", "First() => _second") },
        { "a module initializer", new Edit("Value = 64", "Value = 65") },
        { "a base method called from a lambda", new Edit("Greet() => 65", "Greet() => 66") },
        { "lambdas of two overloads that change places", new Edit("x + 66", "x + 0", "x + 67", "x + 66", "x + 0", "x + 67") },
        { "a static member called through its interface", new Edit("=> 60", "=> 61", In: "Lib") },
        { "an extension method", new Edit("value * 68", "value * 69") },
        { "an async lambda that captures", new Edit("total + 69", "total + 70") },
        { "an operator", new Edit("other.Cents + 61", "other.Cents + 62", In: "Lib") },
        { "a class nested in a generic one", new Edit("\"inner \"", "\"within \"", In: "Lib") },
        { "an explicit implementation in a base", new Edit("\"shown\"", "\"visible\"", In: "Lib") },
        { "a derived type that an attribute names", new Edit("Color { get; set; } = \"green\"", "Color { get; set; } = \"red\"", In: "Lib") },
        { "the name an attribute gives a derived type", new Edit("\"leaf\")]", "\"sheet\")]", In: "Lib") },
        { "a converter that an attribute names", new Edit("value - 50", "value - 51", In: "Lib") },
        { "a type in an attribute", new Edit("public sealed record Unit(", "[Mark(typeof(Dog), 1)] public sealed record Unit(", In: "Lib") },
        { "the version of a package", new Edit { Options = new CompileOptions { AssemblyVersion = "2.0.0.0" }, OptionsOf = "Pack" } },
    };

    public void Dispose() => _projects.ForEach(project => project.Dispose());

    [Theory]
    [MemberData(nameof(Unnoticed))]
    public void What_cannot_change_the_result_keeps_the_fingerprint(string what, Edit edit)
    {
        var changes = Fingerprint(edit).ChangesSince(Unedited.Value);

        Assert.True(changes.Count == 0, $"{what} changed {string.Join("; ", changes)}");
    }

    [Theory]
    [MemberData(nameof(Noticed))]
    public void What_can_change_the_result_changes_the_fingerprint(string what, Edit edit) =>
        Assert.True(Fingerprint(edit) != Unedited.Value, what + " was not noticed");

    [Fact]
    public void The_explanation_names_the_methods_that_changed()
    {
        var before = Unedited.Value;

        Assert.Equal(["Demo.Train.Helper(int)"], Fingerprint(new Edit("return value + 1", "return value + 2")).ChangesSince(before));
        Assert.Equal(["Demo.Train.RunAsync(IReadOnlyList<Row>, Mode, int, Node)"], Fingerprint(new Edit("row.Id * 2", "row.Id * 5")).ChangesSince(before));
    }

    [Fact]
    public void Packages_enter_by_their_name_and_version()
    {
        var assemblies = Compile(new Edit());
        var one = assemblies with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Acme.Pack/1.0.0" } };
        var two = assemblies with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Acme.Pack/1.0.1" } };

        Assert.Equal(
            ["package Acme.Pack/1.0.0", "package Acme.Pack/1.0.1"],
            Explain(two).ChangesSince(Explain(one)));
    }

    [Theory]
    [InlineData("Program", "Lib")]
    [InlineData("Main", "Library")]
    [InlineData("Lib", "Main")]
    public void The_names_of_own_assemblies_do_not_matter(string main, string lib)
    {
        var projects = New();
        projects.Compile("Pack", Package);
        projects.Compile(lib, Lib);
        projects.Compile(main, Main);
        var renamed = projects.Assemblies(main, lib) with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.0" } };

        Assert.Empty(Explain(renamed).ChangesSince(Unedited.Value));
        Assert.Equal(Unedited.Value.Hash, Explain(renamed).Hash);
    }

    // Extern aliases tell them apart in code, and the names of their assemblies in its fingerprint.
    [Fact]
    public void Types_of_one_name_in_two_own_assemblies_are_distinguished()
    {
        Assert.NotEqual(Fingerprint("One", "Two"), Fingerprint("Two", "One"));

        string Fingerprint(string first, string second)
        {
            var projects = New();
            projects.Compile("One", "public class Same { public int Value() => 1; }");
            projects.Compile("Two", "public class Same { public int Value() => 2; }", new CompileOptions { References = [] });
            var main = $$"""
                extern alias first; extern alias second;
                public sealed class Subtract : Step<int> { public int Run() => new first::Same().Value() - new second::Same().Value(); }
                """;
            projects.Compile("Main", main, new CompileOptions { References = [first, second], Aliases = ["first", "second"] });
            return StepTypeReader.Read(projects.Assemblies("Main", "One", "Two")).Types[0].CodeFingerprint;
        }
    }

    [Fact]
    public void The_catalog_and_the_explanation_agree()
    {
        var assemblies = Compile(new Edit());

        Assert.Equal(StepTypeReader.Read(assemblies).Find("Train")[0].CodeFingerprint, Explain(assemblies).Hash);
    }

    [Fact]
    public void Compiler_and_runtime_see_the_same_code()
    {
        var compiled = Compile(new Edit());
        var running = compiled with
        {
            References = [.. CompiledProjects.RuntimeAssemblies, CompiledProjects.TangoCore, .. compiled.References.Where(path => path.StartsWith(_projects[^1].Folder, StringComparison.Ordinal))],
        };

        Assert.Empty(Explain(compiled).ChangesSince(Explain(running)));
    }

    [Fact]
    public void A_step_whose_code_is_a_package_changes_with_the_package()
    {
        var projects = New();
        projects.Compile("Pack", "public abstract class PackStep : Step<int> { public int Run(int x) => x; }");
        projects.Compile("Main", "public sealed class Own : PackStep { }");
        var assemblies = projects.Assemblies("Main");
        var other = assemblies with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/9.0.0" } };

        var fingerprint = Assert.Single(StepTypeReader.Read(assemblies).Types).CodeFingerprint;

        Assert.NotEqual(fingerprint, Assert.Single(StepTypeReader.Read(other).Types).CodeFingerprint);
    }

    [Fact]
    public void Calls_may_be_nested_to_any_depth()
    {
        var projects = New();
        var chain = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"static int M{i}(int x) => M{i + 1}(x);\n"));
        projects.Compile("Main", $$"""
            public sealed class Deep : Step<int> { public int Run() => Chain.M0(1); }
            public static class Chain { internal {{chain}} static int M20000(int x) => x; }
            """.Replace("static int M", "internal static int M", StringComparison.Ordinal).Replace("internal internal", "internal", StringComparison.Ordinal));

        Assert.Single(StepTypeReader.Read(projects.Assemblies("Main")).Types);
    }

    private CodeFingerprint Fingerprint(Edit edit) => Explain(Compile(edit));

    private static CodeFingerprint Explain(StepAssemblies assemblies) =>
        CodeFingerprintReader.Explain(assemblies, "Demo.Train") ?? throw new InvalidOperationException("Demo.Train was not found.");

    private StepAssemblies Compile(Edit edit) => Compile(New(), edit);

    private static StepAssemblies Compile(CompiledProjects projects, Edit edit)
    {
        projects.Compile("Pack", edit.Apply("Pack", Package), edit.OptionsFor("Pack"));
        projects.Compile("Lib", edit.Apply("Lib", Lib), edit.OptionsFor("Lib"));
        projects.Compile("Main", edit.Apply("Main", Main), edit.OptionsFor("Main"));
        return projects.Assemblies("Main", "Lib") with
        {
            PackageVersions = new Dictionary<string, string> { ["Pack"] = $"Pack/{edit.OptionsFor("Pack").AssemblyVersion ?? "1.0.0"}" },
        };
    }

    private CompiledProjects New()
    {
        var projects = new CompiledProjects();
        _projects.Add(projects);
        return projects;
    }

    /// <summary>Replacements in the source of one project, and how that project is compiled.</summary>
    public sealed record Edit(params string[] Replacements)
    {
        public string In { get; init; } = "Main";

        internal CompileOptions? Options { get; init; }

        public string? OptionsOf { get; init; }

        public Edit(string from, string to, string In)
            : this(from, to) => this.In = In;

        internal CompileOptions OptionsFor(string project) => Options is { } options && (OptionsOf ?? project) == project ? options : new CompileOptions();

        public string Apply(string project, string source)
        {
            for (var i = 0; project == In && i < Replacements.Length; i += 2)
            {
                Assert.Contains(Replacements[i], source, StringComparison.Ordinal);
                source = source.Replace(Replacements[i], Replacements[i + 1], StringComparison.Ordinal);
            }

            return source;
        }
    }
}
