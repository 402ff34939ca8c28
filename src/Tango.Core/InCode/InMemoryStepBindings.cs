using System.Collections.Concurrent;
using Tango.Execution.Arguments;
using Tango.Execution.Plans;
using Tango.Graph;
using Tango.Graph.InMemory;

namespace Tango.InCode;

/// <summary>Runs steps of the running program on their own objects.</summary>
internal sealed class InMemoryStepBindings : StepBindings
{
    private readonly InMemoryGraph _graph;
    private readonly ConcurrentDictionary<string, StepBinding> _bindings = new(StringComparer.OrdinalIgnoreCase);

    public InMemoryStepBindings(InMemoryGraph graph) => _graph = graph;

    /// <summary>The declared type of a step's result; null if it has none.</summary>
    public Type? ResultTypeOf(StepNode node) => BindingOf(node.Name).ResultType;

    public override StepBinding Find(string step, StepMethod method) => BindingOf(step);

    private StepBinding BindingOf(string step) => _bindings.GetOrAdd(step, static (name, graph) =>
    {
        var live = graph.StepOf(graph.Graph.Find(name)!);
        return new StepBinding(live.Recipe.Code, live.Recipe.Type.MethodName, live);
    }, _graph);
}
