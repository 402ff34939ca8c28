using System.Collections.Concurrent;
using Tango.Graph;

namespace Tango.Execution;

/// <summary>Runs steps that are objects of the running program on these objects.</summary>
internal sealed class LiveStepBindings : StepBindings
{
    private readonly LiveGraph _graph;
    private readonly ConcurrentDictionary<string, StepBinding> _bindings = new(StringComparer.OrdinalIgnoreCase);

    public LiveStepBindings(LiveGraph graph) => _graph = graph;

    /// <summary>The type a step declares for its result; null when it has none.</summary>
    public Type? ResultTypeOf(StepNode node) => BindingOf(node.Name).ResultType;

    public override StepBinding Find(string step, StepMethod method) => BindingOf(step);

    private StepBinding BindingOf(string step) => _bindings.GetOrAdd(step, static (name, graph) =>
    {
        var live = graph.StepOf(graph.Graph.Find(name)!);
        return new StepBinding(live.Recipe.Code, live.Recipe.Type.MethodName, live);
    }, _graph);
}
