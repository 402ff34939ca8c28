using System.Reflection;
using Tango.Execution.Running;

namespace Tango.Execution.Arguments;

/// <summary>A step's loaded code: creates the step, calls its method, awaits its return value.</summary>
internal sealed class StepBinding
{
    private readonly Type _declaringType;
    private readonly MethodInfo _method;
    private readonly Step? _step;

    /// <param name="declaringType">The type that declares the method.</param>
    /// <param name="step">The object to run; null: a new one for each attempt.</param>
    public StepBinding(Type declaringType, string methodName, Step? step = null)
    {
        _step = step;
        _declaringType = declaringType;
        _method = FindMethod(declaringType, methodName);
        Parameters = _method.GetParameters();
        ResultType = FindResultType();
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The type the step declares for its result; null when it has none.</summary>
    public Type? ResultType { get; }

    /// <summary>
    /// Calls the method, on the given object or on a new one, and saves the return value (null for steps without a result). The call lasts until the result is saved, because the
    /// code of a sequence runs only while it is read.
    /// </summary>
    /// <exception cref="TangoException">The object is running already.</exception>
    public async Task RunAsync(object?[] arguments, StepContext context, Func<object?, Task> keep)
    {
        var step = _step ?? (_method.IsStatic ? null : New(_declaringType));
        step?.Begin(context);
        try
        {
            var target = _method.IsStatic ? null : step;
            var returned = _method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            await keep(await StepTask.AwaitAsync(returned).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            step?.End();
        }
    }

    private static Step New(Type type)
    {
        const BindingFlags Unwrapped = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;
        return (Step)Activator.CreateInstance(type, Unwrapped, binder: null, args: null, culture: null)!;
    }

    private static MethodInfo FindMethod(Type type, string name)
    {
        // A class step runs an instance method, even if static ones have the same name; a function is static.
        var isClass = typeof(Step).IsAssignableFrom(type) && NamedMethods(type, BindingFlags.Instance, name).Count > 0;
        var found = NamedMethods(type, isClass ? BindingFlags.Instance : BindingFlags.Static, name);
        if (found.Count > 1)
            found = [.. found.Where(method => method.IsDefined(typeof(StepAttribute)))];

        return found.Count == 1
            ? found[0]
            : throw new InvalidOperationException($"{type.FullName} has {found.Count} public methods named {name}, but one is needed.");
    }

    private static List<MethodInfo> NamedMethods(Type type, BindingFlags kind, string name) =>
        [.. type.GetMethods(BindingFlags.Public | kind).Where(method => method.Name == name && method.DeclaringType != typeof(object))];

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private Type? FindResultType()
    {
        for (var type = _declaringType; type is not null && !_method.IsStatic; type = type.BaseType)
        {
            if (IsGeneric(type, typeof(Step<>)))
                return type.GetGenericArguments()[0];
        }

        return _method.IsStatic ? Unwrapped(_method.ReturnType) : null;
    }

    private static Type? Unwrapped(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
            return null;

        return IsGeneric(type, typeof(Task<>)) || IsGeneric(type, typeof(ValueTask<>)) ? type.GetGenericArguments()[0] : type;
    }
}
