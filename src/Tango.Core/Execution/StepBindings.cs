using System.Collections.Concurrent;
using System.Reflection;

namespace Tango.Execution;

/// <summary>Finds the code of steps in the process's assemblies, each once.</summary>
internal sealed class StepBindings
{
    private readonly ConcurrentDictionary<StepMethod, StepBinding> _bindings = new();

    public StepBinding Find(StepMethod method) => _bindings.GetOrAdd(method, Bind);

    private static StepBinding Bind(StepMethod method)
    {
        var assembly = Assembly.Load(new AssemblyName(method.Assembly));
        return new StepBinding(assembly.GetType(method.DeclaringType, throwOnError: true)!, method.Method);
    }
}
