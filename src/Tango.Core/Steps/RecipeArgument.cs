using Tango.Parameters;

namespace Tango.Steps;

/// <summary>The value of one parameter of a step made in code.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">The converted value.</param>
/// <param name="IsDefault">Whether it was left out.</param>
internal readonly record struct RecipeArgument(StepParameter Parameter, ArgumentValue Value, bool IsDefault);
