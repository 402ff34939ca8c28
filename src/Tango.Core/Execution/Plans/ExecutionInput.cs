namespace Tango.Execution.Plans;

/// <summary>A cached result that a step uses.</summary>
/// <param name="Method">The step's code, which declares the result's type.</param>
/// <param name="CacheDirectory">The cache with the result; null: the plan's own. Another project may use another cache.</param>
internal sealed record ExecutionInput(string Name, string UniqueId, StepMethod Method, string Format, string? CacheDirectory = null);
