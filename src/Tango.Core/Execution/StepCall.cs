namespace Tango.Execution;

/// <summary>What one try of a step is made with.</summary>
/// <param name="Arguments">The objects that its method is called with, in the order of the parameters; null where the runner supplies them.</param>
/// <param name="Keep">Keeps the result. Part of the try: the code of a sequence runs only while it is kept.</param>
internal sealed record StepCall(object?[] Arguments, Func<object?, StepContext, Task> Keep);
