using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Graph;

/// <summary>A reference met in an argument, bound to the step it names.</summary>
/// <param name="Argument">The argument's name as written.</param>
/// <param name="Target">The step referred to.</param>
/// <param name="Path">The way into its result.</param>
/// <param name="Expected">The type wanted at that place; null inside free-form JSON.</param>
internal sealed record DraftReference(
    string Argument,
    StepDraft Target,
    ImmutableArray<string> Path,
    ParameterType? Expected);
