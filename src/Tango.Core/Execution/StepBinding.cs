using System.Reflection;

namespace Tango.Execution;

/// <summary>A step's code, loaded: creates the step, calls its method, awaits what it gives.</summary>
internal sealed class StepBinding
{
    private readonly Type _declaringType;
    private readonly MethodInfo _method;

    public StepBinding(Type declaringType, string methodName)
    {
        _declaringType = declaringType;
        _method = FindMethod(declaringType, methodName);
        Parameters = _method.GetParameters();
        ResultType = FindResultType();
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The type the step declares for its result; null when it has none.</summary>
    public Type? ResultType { get; }

    /// <summary>The name in declarations of a parameter.</summary>
    public static string DeclaredName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<ParameterAttribute>()?.Name ?? parameter.Name!;

    /// <summary>Calls the method on a new step and gives the result; null for steps without one.</summary>
    public async Task<object?> RunAsync(object?[] arguments, StepContext context)
    {
        var step = _method.IsStatic ? null : (Step)Activator.CreateInstance(_declaringType)!;
        if (step is not null)
        {
            step.CurrentContext = context;
        }

        try
        {
            return await AwaitAsync(_method.Invoke(step, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)).ConfigureAwait(false);
        }
        finally
        {
            if (step is not null)
            {
                step.CurrentContext = null;
            }
        }
    }

    private static MethodInfo FindMethod(Type type, string name)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        var found = type.GetMethods(Public).Where(method => method.Name == name && method.DeclaringType != typeof(object)).ToList();
        if (found.Count > 1)
        {
            found = [.. found.Where(method => method.IsDefined(typeof(StepAttribute)))];
        }

        return found.Count == 1
            ? found[0]
            : throw new InvalidOperationException($"{type.FullName} has {found.Count} public methods named {name}, but one is needed.");
    }

    private static async Task<object?> AwaitAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task.ConfigureAwait(false);
                return ResultOf(task);
            case ValueTask task:
                await task.ConfigureAwait(false);
                return null;
            case not null when IsGeneric(returned.GetType(), typeof(ValueTask<>)):
                var asTask = (Task)returned.GetType().GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!;
                await asTask.ConfigureAwait(false);
                return ResultOf(asTask);
            default:
                return returned;
        }
    }

    // The task of an async method without a result is a Task<VoidTaskResult>, which is nobody's business.
    private static object? ResultOf(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (IsGeneric(type, typeof(Task<>)))
            {
                return type.GetGenericArguments()[0].IsVisible ? type.GetProperty("Result")!.GetValue(task) : NonPublicResult(type, task);
            }
        }

        return null;
    }

    private static object? NonPublicResult(Type type, Task task) =>
        type.GetGenericArguments()[0].FullName == "System.Threading.Tasks.VoidTaskResult" ? null : type.GetProperty("Result")!.GetValue(task);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private Type? FindResultType()
    {
        for (var type = _declaringType; type is not null && !_method.IsStatic; type = type.BaseType)
        {
            if (IsGeneric(type, typeof(Step<>)))
            {
                return type.GetGenericArguments()[0];
            }
        }

        return _method.IsStatic ? Unwrapped(_method.ReturnType) : null;
    }

    private static Type? Unwrapped(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return null;
        }

        return IsGeneric(type, typeof(Task<>)) || IsGeneric(type, typeof(ValueTask<>)) ? type.GetGenericArguments()[0] : type;
    }
}
