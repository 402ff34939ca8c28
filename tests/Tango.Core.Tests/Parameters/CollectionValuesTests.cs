using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class CollectionValuesTests
{
    [Theory]
    [InlineData("1;2;3")]
    [InlineData(" 1 ; 2 ;; 3 ; ")]
    [InlineData("[1, 2, 3]")]
    [InlineData(" [\"1\", 2.0, 3e0]")]
    public void A_list_is_one_value_however_it_is_written(string text) =>
        Assert.Equal(ListOf(1, 2, 3), PlainValues.Value(Types.ListOf(Types.Int), text));

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("[]")]
    public void A_list_may_be_empty(string text) => Assert.Equal(ListOf(), PlainValues.Value(Types.ListOf(Types.Int), text));

    [Fact]
    public void A_list_keeps_its_order_and_its_repetitions() =>
        Assert.Equal(ListOf(3, 1, 3), PlainValues.Value(Types.ListOf(Types.Int), "3;1;3"));

    [Fact]
    public void A_text_in_a_list_may_hold_a_separator_when_it_is_JSON() =>
        Assert.Equal(
            new ArgumentValue.List([new ArgumentValue.Scalar("a;b"), new ArgumentValue.Scalar(" c ")]),
            PlainValues.Value(Types.ListOf(Types.Text), "[\"a;b\", \" c \"]"));

    [Fact]
    public void A_list_of_lists_is_JSON() =>
        Assert.Equal(
            new ArgumentValue.List([ListOf(1), ListOf(2, 3)]),
            PlainValues.Value(Types.ListOf(Types.ListOf(Types.Int)), "[[1], [2, 3]]"));

    [Theory]
    [InlineData("1;x;3", "'x': Write a whole number, e.g. 42.")]
    [InlineData("[1, \"x\"]", "Item 1: Write a whole number, e.g. 42.")]
    [InlineData("[1, null]", "Item 1: int cannot be null.")]
    [InlineData("[1, {}]", "Item 1: A JSON object is not a int.")]
    public void A_bad_item_is_named(string text, string problem) =>
        Assert.Equal(problem, PlainValues.Read(Types.ListOf(Types.Int), text).Problem);

    [Fact]
    public void Broken_JSON_says_where() =>
        Assert.StartsWith("Write it as JSON: ", PlainValues.Read(Types.ListOf(Types.Int), "[1, 2").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("c;a;b;a")]
    [InlineData("[\"b\", \"c\", \"a\"]")]
    public void A_set_has_no_order_and_no_repetitions(string text) =>
        Assert.Equal(PlainValues.Value(Types.SetOf(Types.Text), "a;b;c"), PlainValues.Value(Types.SetOf(Types.Text), text));

    [Fact]
    public void A_set_is_not_the_list_of_the_same_items() =>
        Assert.NotEqual(PlainValues.Value(Types.ListOf(Types.Text), "a;b"), PlainValues.Value(Types.SetOf(Types.Text), "a;b"));

    [Theory]
    [InlineData("b=2;a=1")]
    [InlineData(" a = 1 ; b = 2 ; ")]
    [InlineData("{\"b\": 2, \"a\": 1}")]
    public void A_map_is_one_value_however_it_is_written(string text) =>
        Assert.Equal(
            new ArgumentValue.Map([new("a", new ArgumentValue.Scalar(1L)), new("b", new ArgumentValue.Scalar(2L))]),
            PlainValues.Value(Types.MapOf(Types.Int), text));

    [Fact]
    public void A_value_of_a_map_may_hold_an_equals_sign() =>
        Assert.Equal(
            new ArgumentValue.Map([new("filter", new ArgumentValue.Scalar("x=1"))]),
            PlainValues.Value(Types.MapOf(Types.Text), "filter=x=1"));

    [Theory]
    [InlineData("a=1;b", "Write name=value;name=value, or a JSON object.")]
    [InlineData("a=x", "'a=x': Write a whole number, e.g. 42.")]
    [InlineData("{\"a\": true}", "'a': A JSON true is not a int.")]
    public void A_bad_member_is_named(string text, string problem) =>
        Assert.Equal(problem, PlainValues.Read(Types.MapOf(Types.Int), text).Problem);

    [Fact]
    public void Untyped_JSON_is_one_value_in_every_order_spacing_and_number_format() =>
        Assert.Equal(
            PlainValues.Value(Types.Anything, "{\"b\": [1, true, null], \"a\": {\"x\": 1.50}}"),
            PlainValues.Value(Types.Anything, " {\"a\":{\"x\":15e-1},\"b\":[1.0,true,null]} "));

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "true")]
    [InlineData("null", "\"null\"")]
    [InlineData("[1]", "1")]
    [InlineData("{}", "[]")]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("{\"a\": 1}", "{\"A\": 1}")]
    public void Free_form_JSON_that_differs_is_another_value(string one, string other) =>
        Assert.NotEqual(PlainValues.Value(Types.Anything, one), PlainValues.Value(Types.Anything, other));

    // JSON can write it, but no text can hold it: a mistake to report, not to fall over.
    [Theory]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("[{\"\\ud800\": 1}]")]
    public void Half_a_character_in_JSON_is_refused(string json) =>
        Assert.Null(PlainValues.Read(Types.ListOf(Types.Anything), json).Value);

    private static ArgumentValue.List ListOf(params long[] numbers) =>
        new([.. numbers.Select(number => new ArgumentValue.Scalar(number))]);
}
