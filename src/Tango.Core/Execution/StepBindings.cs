using System.Collections.Concurrent;
using System.Reflection;

namespace Tango.Execution;

/// <summary>Finds the code of steps in the process's assemblies, each once.</summary>
internal class StepBindings
{
    private readonly ConcurrentDictionary<StepMethod, StepBinding> _bindings = new();

    /// <summary>The code of a step.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="method">Where its code is.</param>
    public virtual StepBinding Find(string step, StepMethod method) => _bindings.GetOrAdd(method, Bind);

    private static StepBinding Bind(StepMethod method)
    {
        var assembly = Assembly.Load(new AssemblyName(method.Assembly));
        return new StepBinding(assembly.GetType(method.DeclaringType, throwOnError: true)!, method.Method);
    }
}
