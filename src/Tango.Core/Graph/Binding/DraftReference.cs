using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Graph.Binding;

/// <summary>A reference in an argument, bound to the step it names.</summary>
/// <param name="Argument">The argument's name as written.</param>
/// <param name="Path">The path into its result.</param>
/// <param name="Expected">The expected type; null inside free-form JSON.</param>
internal sealed record DraftReference(
    string Argument,
    StepDraft Target,
    ImmutableArray<string> Path,
    ParameterType? Expected);
