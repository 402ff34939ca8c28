using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Parameters;

namespace Tango.Core.Tests.Graph.Binding;

public sealed class InlineStepTests : IDisposable
{
    private const string One = "{\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 1}";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_step_may_be_declared_inside_an_argument()
    {
        _project.Declare<Plus>("sum", "Left=" + One);

        var input = Assert.Single(_project.Node("sum").Inputs);

        Assert.Equal(("sum.Left", true, "Constant"), (input.Name, input.IsInline, input.Type.ClassName));
    }

    [Fact]
    public void Inline_steps_nest_to_any_depth()
    {
        var step = One;
        for (var depth = 0; depth < 400; depth++)
            step = $"{{\"type\": \"Tango.Core.Tests.Execution.Steps.Plus\", \"left\": {step}}}";

        _project.Declare<Plus>("sum", "Left=" + step);

        Assert.Equal(402, _project.Graph().Nodes.Length);
    }

    [Fact]
    public void Equal_inline_steps_are_one_node_in_every_order_of_members()
    {
        _project.Declare<Plus>("sum", "Left=" + One, "Right={\"value\": 1, \"type\": \"Tango.Core.Tests.Execution.Steps.Constant\"}");

        Assert.Equal(2, _project.Graph().Nodes.Length);
        Assert.Single(_project.Node("sum").Inputs);
    }

    [Fact]
    public void Inline_steps_that_differ_are_two_nodes()
    {
        _project.Declare<Total>("sum", $"Numbers=[{One}, {One.Replace("1", "2", StringComparison.Ordinal)}]");

        Assert.Equal(["sum.Numbers", "sum.Numbers-2"], _project.Node("sum").Inputs.Select(node => node.Name));
    }

    [Fact]
    public void An_inline_step_may_refer_to_a_named_one()
    {
        _project
            .Declare<Plus>("sum", "Left={\"type\": \"Tango.Core.Tests.Execution.Steps.Plus\", \"left\": {\"ref\": \"one\"}}")
            .Declare<Constant>("one", "Value=1");

        Assert.Equal(["one", "sum.Left", "sum"], _project.Graph().Nodes.Select(node => node.Name));
    }

    [Fact]
    public void An_inline_step_has_settings_like_any_other()
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=2");
        _project.Declare<Plus>("sum", "Left=" + One.Replace("}", ", \"CacheResults\": false, \"Cpus\": 2, \"DependsOn\": [\"a\", \"b\"]}", StringComparison.Ordinal));

        var inline = Assert.Single(_project.Node("sum").Inputs);

        Assert.Equal((false, 2), (inline.Options.CacheResults, inline.Options.Cpus));
        Assert.Equal<IEnumerable<string>>(["a", "b"], inline.OrderOnly.Select(node => node.Name));
    }

    [Fact]
    public void An_inline_step_makes_a_list_of_one()
    {
        _project.Declare<Total>("sum", "Numbers=" + One);

        Assert.Equal(
            new ArgumentValue.List([new ArgumentValue.Reference(new StepReference("sum.Numbers"))]),
            _project.Node("sum").Arguments[0].Value);
    }

    [Fact]
    public void An_inline_step_of_the_wrong_type_is_an_error_of_its_argument()
    {
        _project.Declare<Plus>("sum", "Left={\"type\": \"Tango.Core.Tests.Execution.Steps.CountTo\", \"count\": 3}");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0011", "sum", "Left"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
    }

    [Fact]
    public void An_error_inside_an_inline_step_is_reported_at_its_argument()
    {
        _project.Declare<Plus>("sum", "Left=" + One.Replace("value", "valeu", StringComparison.Ordinal));

        Assert.Equal(
            [("TANGO0002", "sum", "Left"), ("TANGO0003", "sum", "Left")],
            _project.Mistakes().Select(mistake => (mistake.Code, mistake.Subject.Step!, mistake.Subject.Argument!)));
    }

    [Fact]
    public void An_object_whose_type_names_no_step_is_plain_data()
    {
        _project.Declare<TakesAnything>("json", "Value={\"type\": \"circle\", \"radius\": 1}");

        Assert.IsType<ArgumentValue.Map>(_project.Node("json").Arguments[0].Value);
    }
}
