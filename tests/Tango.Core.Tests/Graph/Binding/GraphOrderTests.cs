using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Graph.Binding;

public sealed class GraphOrderTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Steps_may_be_declared_before_those_they_refer_to()
    {
        _project.Declare<Plus>("sum", "Left=ref:one", "Right=ref:two").Declare<Constant>("two", "Value=2").Declare<Constant>("one", "Value=1");

        AssertOrder("one", "two", "sum");
    }

    [Fact]
    public void Steps_may_be_declared_after_those_they_refer_to()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("two", "Value=2").Declare<Plus>("sum", "Left=ref:one", "Right=ref:two");

        AssertOrder("one", "two", "sum");
    }

    [Fact]
    public void Steps_that_do_not_depend_on_each_other_keep_their_order_of_declaration()
    {
        _project.Declare<Constant>("z", "Value=1").Declare<Constant>("a", "Value=2").Declare<Constant>("m", "Value=3");

        AssertOrder("z", "a", "m");
    }

    [Fact]
    public void The_referenced_step_is_the_same_node_for_all_consumers()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("a", "Left=ref:one").Declare<Plus>("b", "Left=ref:ONE", "Right=ref:one");

        var graph = _project.Graph();

        Assert.Same(graph.Find("one"), Assert.Single(graph.Find("a")!.Inputs));
        Assert.Same(graph.Find("one"), Assert.Single(graph.Find("b")!.Inputs));
    }

    [Fact]
    public void Arguments_stand_in_ordinal_order_of_the_names_with_defaults_filled_in()
    {
        _project.Declare<Plus>("sum", "LEFT=1");

        var arguments = _project.Node("sum").Arguments;

        Assert.Equal([("left", "1", false), ("right", "0", true)], arguments.Select(a => (a.Parameter.Name, a.Value.ToString()!, a.IsDefault)));
    }

    [Fact]
    public void DependsOn_orders_without_giving_anything()
    {
        _project
            .Declare<Constant>("last", "Value=3", "DependsOn=load-*; other")
            .Declare<Constant>("load-b", "Value=1")
            .Declare<Constant>("load-a", "Value=2")
            .Declare<Constant>("other", "Value=2");

        var last = _project.Node("last");

        Assert.Empty(last.Inputs);
        Assert.Equal(["load-b", "load-a", "other"], last.OrderOnly.Select(node => node.Name));
        AssertOrder("load-b", "load-a", "other", "last");
    }

    [Fact]
    public void DependsOn_a_pattern_leaves_out_the_step_itself()
    {
        _project.Declare<Constant>("a-last", "Value=3", "DependsOn=a-*").Declare<Constant>("a-1", "Value=1");

        Assert.Equal(["a-1"], _project.Node("a-last").OrderOnly.Select(node => node.Name));
    }

    [Fact]
    public void A_step_that_is_an_input_already_is_not_ordered_again()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "DependsOn=one");

        Assert.Empty(_project.Node("sum").OrderOnly);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_steps_is_a_graph()
    {
        const int Length = 100_000;
        for (var index = Length; index > 0; index--)
            _project.Declare<Plus>($"s{index}", $"Left=ref:s{index - 1}");

        _project.Declare<Constant>("s0", "Value=1");

        var graph = _project.Graph();

        Assert.Equal(Length + 1, graph.Nodes.Length);
        Assert.All(graph.Nodes, (node, index) => Assert.Equal($"s{index}", node.Name));
    }

    [Fact]
    public void A_cycle_of_a_hundred_thousand_steps_is_found()
    {
        const int Length = 100_000;
        for (var index = 0; index < Length; index++)
            _project.Declare<Plus>($"s{index}", $"Left=ref:s{(index + 1) % Length}");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0006", mistake.Code);
        Assert.Contains("s99998 → s99999 → s0", mistake.Message, StringComparison.Ordinal);
    }

    private void AssertOrder(params string[] names) => Assert.Equal(names, _project.Graph().Nodes.Select(node => node.Name));
}
