using Tango.Parameters;

namespace Tango.Steps;

/// <summary>The value of one of a step's parameters.</summary>
/// <param name="IsDefault">Whether the declaration left it out. Does not affect the identity.</param>
internal sealed record StepArgument(StepParameter Parameter, ArgumentValue Value, bool IsDefault);
