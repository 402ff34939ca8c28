namespace Tango.Execution.Running;

/// <summary>Awaits the return value of a step's method.</summary>
internal static class StepTask
{
    /// <summary>Awaits a value if it is a task of any kind, and returns its result.</summary>
    public static async Task<object?> AwaitAsync(object? returned)
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

    // The task of an async method without a result is a Task<VoidTaskResult>, whose result is not used.
    private static object? ResultOf(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (IsGeneric(type, typeof(Task<>)))
                return type.GetGenericArguments()[0].IsVisible ? type.GetProperty("Result")!.GetValue(task) : NonPublicResult(type, task);
        }

        return null;
    }

    private static object? NonPublicResult(Type type, Task task) =>
        type.GetGenericArguments()[0].FullName == "System.Threading.Tasks.VoidTaskResult" ? null : type.GetProperty("Result")!.GetValue(task);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
