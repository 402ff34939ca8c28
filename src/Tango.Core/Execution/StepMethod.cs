namespace Tango.Execution;

/// <summary>Where a step's code is, in reflection's spelling.</summary>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="DeclaringType">The full name of the step class, or of the type that holds a function step.</param>
/// <param name="Method"><c>Run</c>, <c>RunAsync</c>, or the function's name.</param>
internal sealed record StepMethod(string Assembly, string DeclaringType, string Method);
