using System.Collections.Concurrent;
using System.Reflection;
using Tango.Execution.Plans;

namespace Tango.Execution.Arguments;

/// <summary>Finds the code of steps in the process's assemblies, once per method.</summary>
internal class StepBindings
{
    private readonly ConcurrentDictionary<StepMethod, StepBinding> _bindings = new();

    /// <summary>The code of a step.</summary>
    public virtual StepBinding Find(string step, StepMethod method) => _bindings.GetOrAdd(method, Bind);

    private static StepBinding Bind(StepMethod method)
    {
        var assembly = Assembly.Load(new AssemblyName(method.Assembly));
        return new StepBinding(assembly.GetType(method.DeclaringType, throwOnError: true)!, method.Method);
    }
}
