using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Parameters;

namespace Tango.Core.Tests.Graph.Binding;

public sealed class ReferenceTests : IDisposable
{
    private readonly Project _project = new();

    public ReferenceTests() => _project.Declare<CountTo>("flowers", "Count=9").Declare<SplitLast>("split", "Numbers=ref:flowers");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("ref:split.Train", "split", "Train")]
    [InlineData(" ref:SPLIT.train ", "split", "train")]
    [InlineData("{\"ref\": \"split.Train\"}", "split", "Train")]
    [InlineData("{\"ref\": \"split\", \"key\": \"Train\"}", "split", "Train")]
    [InlineData("{\"type\": \"ref\", \"ref\": \"split\", \"key\": \"Train\"}", "split", "Train")]
    [InlineData("ref:flowers", "flowers")]
    public void A_reference_has_a_step_and_a_way_into_its_result(string text, string step, params string[] path)
    {
        _project.Declare<Total>("sum", "Numbers=" + text);

        Assert.Equal(new ArgumentValue.Reference(new StepReference(step, [.. path])), Argument("sum", "numbers"));
    }

    [Theory]
    [InlineData("ref:squares[n3]", "n3")]
    [InlineData("ref:squares[a.b]", "a.b")]
    [InlineData("ref:squares.n3", "n3")]
    [InlineData("ref:split.Train[0]", "Train", "0")]
    [InlineData("{\"ref\": \"split.Train\", \"key\": 0}", "Train", "0")]
    public void Brackets_hold_keys_and_indices(string text, params string[] path)
    {
        _project.Declare<Squares>("squares", "Count=3").Declare<Plus>("sum", "Left=" + text);

        Assert.Equal(path, ((ArgumentValue.Reference)Argument("sum", "left")).Target.Path);
    }

    [Theory]
    [InlineData("ref:a.b.c", "a.b.c")]
    [InlineData("ref:a.b.d", "a.b", "d")]
    [InlineData("ref:a.x.y", "a", "x", "y")]
    public void The_longest_name_of_a_step_that_fits_is_meant(string text, string step, params string[] path)
    {
        foreach (var name in new[] { "a", "a.b", "a.b.c" })
            _project.Declare<Squares>(name, "Count=1");

        _project.Declare<TakesAnyObject>("json", "Value=" + text);

        Assert.Equal(new StepReference(step, [.. path]), ((ArgumentValue.Reference)Argument("json", "value")).Target);
    }

    [Theory]
    [InlineData("ref:split.Train[0", "a ']' is missing")]
    [InlineData("ref:split..Train", "a name is missing after '.'")]
    [InlineData("ref:split.", "a name is missing after '.'")]
    [InlineData("ref:split[0]x", "'.' or '[' is expected before 'x'")]
    [InlineData("ref:split.Trian", "TwoParts has no 'Trian'. Did you mean 'Train'")]
    public void A_reference_that_cannot_be_read_says_why(string text, string why)
    {
        _project.Declare<Total>("sum", "Numbers=" + text);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0012", "Numbers"), (mistake.Code, mistake.Subject.Argument));
        Assert.Contains(why, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ref:one;ref:two")]
    [InlineData(" ref:one ; ; ref:two ;")]
    [InlineData("[{\"ref\": \"one\"}, {\"ref\": \"two\"}]")]
    public void A_list_may_be_made_of_several_results(string text)
    {
        DeclareOneAndTwo();
        _project.Declare<Total>("sum", "Numbers=" + text);

        Assert.Equal(ListOf("one", "two"), Argument("sum", "numbers"));
        Assert.Equal(["one", "two"], _project.Node("sum").Inputs.Select(node => node.Name));
    }

    [Fact]
    public void Values_and_references_may_stand_in_one_list()
    {
        DeclareOneAndTwo();
        _project.Declare<Total>("sum", "Numbers=7;ref:two");

        Assert.Equal(
            new ArgumentValue.List([new ArgumentValue.Scalar(7L), ReferenceTo("two")]),
            Argument("sum", "numbers"));
    }

    [Fact]
    public void A_pattern_is_the_other_matching_steps_in_order_of_declaration()
    {
        _project
            .Declare<Constant>("train-z", "Value=1")
            .Declare<Total>("train-sum", "Numbers=ref:TRAIN-*")
            .Declare<Constant>("train-a", "Value=2");

        Assert.Equal(ListOf("train-z", "train-a"), Argument("train-sum", "numbers"));
    }

    [Theory]
    [InlineData("ref:one")]
    [InlineData("{\"ref\": \"one\"}")]
    [InlineData("ref:one;")]
    public void A_single_result_makes_a_list_of_one(string text)
    {
        DeclareOneAndTwo();
        _project.Declare<Total>("sum", "Numbers=" + text);

        Assert.Equal(ListOf("one"), Argument("sum", "numbers"));
    }

    [Theory]
    [InlineData("\"ref:one\"", "ref:one")]
    [InlineData("\"ref:a\\nb\"", "ref:a\nb")]
    [InlineData("a ref:one", "a ref:one")]
    [InlineData("\"quoted\"", "\"quoted\"")]
    [InlineData("{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("{not JSON", "{not JSON")]
    public void A_text_is_a_text(string text, string value)
    {
        _project.Declare<Writes>("text", "Text=" + text);

        Assert.Equal(new ArgumentValue.Scalar(value), Argument("text", "text"));
    }

    [Fact]
    public void A_text_that_starts_like_a_reference_may_be_quoted_in_a_list()
    {
        _project.Declare<TakesTexts>("texts", "Texts=\"ref:one\";two");

        Assert.Equal(
            new ArgumentValue.List([new ArgumentValue.Scalar("ref:one"), new ArgumentValue.Scalar("two")]),
            Argument("texts", "texts"));
    }

    [Fact]
    public void A_quoted_text_is_a_list_of_one_text()
    {
        _project.Declare<TakesTexts>("texts", "Texts=\"ref:one\"");

        Assert.Equal(new ArgumentValue.List([new ArgumentValue.Scalar("ref:one")]), Argument("texts", "texts"));
    }

    [Fact]
    public void A_quoted_text_is_no_number()
    {
        _project.Declare<Constant>("one", "Value=\"ref:one\"");

        Assert.Equal("TANGO0004", Assert.Single(_project.Mistakes()).Code);
    }

    [Fact]
    public void Steps_in_the_values_of_a_map_are_inputs()
    {
        DeclareOneAndTwo();
        _project.Declare<SumByName>("sum", "Numbers=a=ref:one;b=ref:two;c=3");

        Assert.Equal(["one", "two"], _project.Node("sum").Inputs.Select(node => node.Name));
    }

    [Fact]
    public void Steps_deep_inside_free_form_JSON_are_inputs()
    {
        DeclareOneAndTwo();
        _project.Declare<TakesAnything>("json", "Value={\"a\": [{\"b\": {\"ref\": \"one\"}}], \"c\": {\"ref\": \"two\"}}");

        Assert.Equal(["one", "two"], _project.Node("json").Inputs.Select(node => node.Name));
    }

    [Theory]
    [InlineData("Left=ref:flowers", "sum", "Left", "Step 'sum' needs int for 'Left', but the type of ref:flowers is IReadOnlyList<int>.")]
    [InlineData("Left={\"ref\": \"flowers\"}", "sum", "Left", "Step 'sum' needs int for 'Left', but the type of ref:flowers is IReadOnlyList<int>.")]
    [InlineData("Left=ref:split.Train", "sum", "Left", "Step 'sum' needs int for 'Left', but the type of ref:split.Train is IReadOnlyList<int>.")]
    public void A_result_of_the_wrong_type_names_both_types(string metadata, string step, string argument, string message)
    {
        _project.Declare<Plus>("sum", metadata);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0011", step, argument), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_results_checks_each()
    {
        _project.Declare<Total>("sum", "Numbers=1;ref:split");

        Assert.Equal("TANGO0011", Assert.Single(_project.Mistakes()).Code);
    }

    [Fact]
    public void A_number_fits_a_number_of_another_width()
    {
        DeclareOneAndTwo();
        _project.Declare<Tango.Core.Tests.Execution.Steps.Half>("half", "Number=ref:one");

        Assert.Equal(["one"], _project.Node("half").Inputs.Select(node => node.Name));
    }

    private void DeclareOneAndTwo() => _project.Declare<Constant>("one", "Value=1").Declare<Constant>("two", "Value=2");

    private ArgumentValue Argument(string step, string parameter) =>
        _project.Node(step).Arguments.Single(argument => argument.Parameter.Name == parameter).Value;

    private static ArgumentValue.List ListOf(params string[] steps) => new([.. steps.Select(ReferenceTo)]);

    private static ArgumentValue.Reference ReferenceTo(string step) => new(new StepReference(step));
}
