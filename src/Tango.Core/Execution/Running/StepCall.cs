namespace Tango.Execution.Running;

/// <summary>The inputs and callbacks of one attempt of a step.</summary>
/// <param name="Arguments">The arguments of its method, in the order of the parameters; null if the runner supplies them.</param>
/// <param name="Save">Saves the result. Part of the attempt: the code of a sequence runs only while it is saved.</param>
/// <param name="Fail">Called when the attempt has failed; throws if its inputs have changed.</param>
internal sealed record StepCall(object?[] Arguments, Func<object?, StepContext, Task> Save, Func<Exception, Task> Fail);
