using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Planning;
using Tango.Steps;

namespace Tango.Core.Tests.Planning;

public sealed class CodeDifferenceTests
{
    [Theory]
    [InlineData("Lib.Nets.Trainer`1.Fit(int, IReadOnlyList<Row>)", "Trainer.Fit")]
    [InlineData("Trainer.Fit()", "Trainer.Fit")]
    [InlineData("Lib.Trainer.ctor(int)", "Trainer constructor")]
    [InlineData("Lib.Trainer.cctor()", "Trainer static fields")]
    [InlineData("Lib.Trainer.get_Rate()", "Trainer.Rate")]
    [InlineData("type Lib.Nets.Layer", "type Layer")]
    [InlineData("members of Lib.Nets.Layer", "members of Layer")]
    [InlineData("arguments and result", "arguments and result")]
    public void A_part_is_named_in_short(string part, string text) =>
        Assert.Equal(text, CodeDifference.Describe(Code((part, "1")), Code((part, "2"))));

    [Theory]
    [InlineData("class In : IEquatable<In> { bool IEquatable<In>.Equals(In? other) => Environment.TickCount > 1; }", "In.Equals")]
    [InlineData("class In : IComparable { int IComparable.CompareTo(object? other) => Environment.TickCount + 1; }", "In.CompareTo")]
    [InlineData("class In : Lib.IGet<Lib.Unit> { int Lib.IGet<Lib.Unit>.Value => Environment.TickCount + 1; }", "In.Value")]
    [InlineData("class In : IEquatable<Dictionary<Lib.Unit, int>> { bool IEquatable<Dictionary<Lib.Unit, int>>.Equals(Dictionary<Lib.Unit, int>? other) => Environment.TickCount > 1; }", "In.Equals")]
    [InlineData("class In { public override int GetHashCode() => Environment.TickCount + 1; }", "In.GetHashCode")]
    public void A_method_of_an_interface_is_named_by_its_class(string type, string text)
    {
        using var projects = new CompiledProjects();

        Assert.Equal(text, CodeDifference.Describe(Explain(type), Explain(type.Replace(" 1;", " 2;", StringComparison.Ordinal))));

        CodeFingerprint Explain(string source)
        {
            projects.Compile("Main", $$"""
                namespace Lib { public interface IGet<T> { int Value { get; } } public class Unit { } }
                namespace Demo { public {{source}} public class S : Step<int> { public int Run() => new In().GetHashCode(); } }
                """);
            return CodeFingerprintReader.Explain(projects.Assemblies("Main"), "Demo.S")!;
        }
    }

    [Fact]
    public void What_was_added_and_what_was_removed_counts_as_changed() =>
        Assert.Equal("A.New, A.Old", CodeDifference.Describe(Code(("A.Old()", "1"), ("A.Same()", "1")), Code(("A.New()", "1"), ("A.Same()", "1"))));

    [Fact]
    public void Overloads_and_accessors_of_one_name_are_named_once() =>
        Assert.Equal("A.F", CodeDifference.Describe(Code(("A.F()", "1"), ("A.F(int)", "1")), Code(("A.F()", "2"), ("A.F(int)", "2"))));

    [Fact]
    public void Many_changes_are_counted() => Assert.Equal(
        "A.F0, A.F1, A.F2, A.F3 and 3 more",
        CodeDifference.Describe(Code(), Code([.. Enumerable.Range(0, 7).Select(number => ($"A.F{number}()", "1"))])));

    [Fact]
    public void A_package_is_shown_with_its_versions() => Assert.Equal(
        "A.F, CsvHelper 33.0.1 → 33.1.0, Old 1.0.0 → none",
        CodeDifference.Describe(
            Code(("A.F()", "1"), ("package CsvHelper/33.0.1", "1"), ("package Old/1.0.0", "1"), ("package Same/1.0.0", "1")),
            Code(("A.F()", "2"), ("package CsvHelper/33.1.0", "2"), ("package Same/1.0.0", "1"))));

    [Fact]
    public void The_same_code_has_no_difference() => Assert.Null(CodeDifference.Describe(Code(("A.F()", "1")), Code(("A.F()", "1"))));

    private static CodeFingerprint Code(params (string Name, string Hash)[] parts) =>
        new("", [.. parts.Select(part => new CodeEntry(part.Name, part.Hash))]);
}
