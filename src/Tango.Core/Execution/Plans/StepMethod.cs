namespace Tango.Execution.Plans;

/// <summary>Where a step's code is, with names as in reflection.</summary>
/// <param name="DeclaringType">The full name of the step class, or of the type that declares a function step.</param>
/// <param name="Method"><c>Run</c>, <c>RunAsync</c>, or the function's name.</param>
internal sealed record StepMethod(string Assembly, string DeclaringType, string Method);
