namespace Tango.Steps.Metadata;

/// <summary>The result of a method after its task is awaited.</summary>
internal static class TaskResult
{
    /// <summary>The result's type; null if there is none.</summary>
    internal static TypeSignature? Unwrap(TypeSignature type) => type.Definition?.FullName switch
    {
        "System.Void" or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => null,
        "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => type.TypeArguments[0],
        _ => type is TypeSignature.Modified modified ? Unwrap(modified.Element) : type,
    };
}
