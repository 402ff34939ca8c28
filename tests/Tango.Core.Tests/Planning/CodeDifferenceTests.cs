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
    public void A_package_is_told_by_its_versions() => Assert.Equal(
        "A.F, CsvHelper 33.0.1 → 33.1.0, Old 1.0.0 → none",
        CodeDifference.Describe(
            Code(("A.F()", "1"), ("package CsvHelper/33.0.1", "1"), ("package Old/1.0.0", "1"), ("package Same/1.0.0", "1")),
            Code(("A.F()", "2"), ("package CsvHelper/33.1.0", "2"), ("package Same/1.0.0", "1"))));

    [Fact]
    public void The_same_code_has_no_difference() => Assert.Null(CodeDifference.Describe(Code(("A.F()", "1")), Code(("A.F()", "1"))));

    private static CodeFingerprint Code(params (string Name, string Hash)[] parts) =>
        new("", [.. parts.Select(part => KeyValuePair.Create(part.Name, part.Hash))]);
}
