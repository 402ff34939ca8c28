namespace Tango.Steps.Metadata;

/// <summary>What comes out of a method once its task is awaited.</summary>
internal static class TaskResult
{
    /// <summary>The result's type; null when there is none.</summary>
    internal static TypeSignature? Unwrap(TypeSignature type) => type.Definition?.FullName switch
    {
        "System.Void" or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => null,
        "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => type.TypeArguments[0],
        _ => type is TypeSignature.Modified modified ? Unwrap(modified.Element) : type,
    };
}
