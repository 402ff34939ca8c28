using Tango.Parameters;

namespace Tango.Graph;

/// <summary>The value a step gets for one of its parameters.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">The converted value.</param>
/// <param name="IsDefault">Whether the declaration left it out. Of no account for the identity.</param>
internal sealed record StepArgument(StepParameter Parameter, ArgumentValue Value, bool IsDefault);
