using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>
/// The fingerprint of a result's type, by which early cut-off knows that reading the same bytes gives the same value: one table, each row one edit of a program.
/// </summary>
public sealed class ResultFingerprintTests : IDisposable
{
    private const string Source = """
        using System.Text.Json.Serialization;
        namespace Demo;

        public interface IPriced { int Price(); }
        public class Part { public string Name { get; set; } = ""; public virtual int Weight() => 4; }
        public sealed class Wheel : Part, IPriced
        {
            public Wheel() => Size = 5;
            public int Size { get; set; }
            public List<Bolt> Bolts { get; set; } = [];
            [JsonConverter(typeof(Hundredths))] public int Grip { get; set; }
            public int Price() => 6;
            private int Twice() => Size * 2;
        }
        public sealed record Bolt(int Length) { public int Thread() => Tables.Thread; }
        public static class Tables { public static readonly int Thread = 7; public static int Unused() => 8; }
        public sealed class Hundredths : JsonConverter<int>
        {
            public override int Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => reader.GetInt32() + 9;
            public override void Write(System.Text.Json.Utf8JsonWriter writer, int value, System.Text.Json.JsonSerializerOptions options) => writer.WriteNumberValue(value - 9);
        }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Make : Step<Wheel>
        {
            public Wheel Run(int size) => new() { Size = Helper.Half(size) };
        }

        public static class Helper { public static int Half(int size) => size / 2; }
        """;

    private readonly CompiledProjects _projects = new();

    public void Dispose() => _projects.Dispose();

    [Theory]
    [InlineData("the step", "Helper.Half(size) }", "Helper.Half(size), Name = \"x\" }", false)]
    [InlineData("code that the step calls", "size / 2", "size >> 1", false)]
    [InlineData("code that nobody calls", "Unused() => 8", "Unused() => 18", false)]
    [InlineData("a comment", "namespace Demo;", "namespace Demo; // comment", false)]
    [InlineData("the constructor", "Size = 5", "Size = 15", true)]
    [InlineData("a method", "Price() => 6", "Price() => 16", true)]
    [InlineData("a private method", "Size * 2", "Size * 3", true)]
    [InlineData("a base's method", "Weight() => 4", "Weight() => 14", true)]
    [InlineData("a property more", "public int Size { get; set; }", "public int Size { get; set; } public int More { get; set; }", true)]
    [InlineData("a property's attribute", "[JsonConverter(typeof(Hundredths))] ", "", true)]
    [InlineData("a converter", "reader.GetInt32() + 9", "reader.GetInt32() + 19", true)]
    [InlineData("an element's method", "Thread() => Tables.Thread", "Thread() => Tables.Thread + 1", true)]
    [InlineData("what that reaches", "Thread = 7", "Thread = 17", true)]
    [InlineData("an interface", "Part, IPriced", "Part", true)]
    public void It_changes_with_the_code_that_reading_a_result_can_run_and_with_nothing_else(string what, string before, string after, bool changes)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);

        var same = Fingerprint(Source) == Fingerprint(Source.Replace(before, after, StringComparison.Ordinal));

        Assert.True(same != changes, what);
    }

    [Theory]
    [InlineData("int", "long")]
    [InlineData("int[]", "List<int>")]
    [InlineData("string", "object")]
    public void It_changes_with_a_type_of_the_framework(string before, string after)
    {
        static string Program(string type) => $$"""
            [Step(Deterministic = true, Version = "1")]
            public sealed class Make : Step<{{type}}> { public {{type}} Run() => default!; }
            """;

        Assert.NotEqual(Fingerprint(Program(before), "Make"), Fingerprint(Program(after), "Make"));
    }

    private string? Fingerprint(string source, string step = "Demo.Make")
    {
        var assemblies = new StepAssemblies(_projects.Compile("Demo", source)) { References = CompiledProjects.ReferenceAssemblies };
        return StepTypeCache.Read(Path.Combine(_projects.Folder, "none.bin"), assemblies, write: false).Find(step)[0].ResultFingerprint;
    }
}
