using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Steps;

/// <summary>The type of a step's result, with what is needed to check references to it before anything runs.</summary>
/// <param name="Name">The type.</param>
/// <param name="AssignableTo">Every base type and interface, generic arguments filled in; not the type itself, not <c>object</c>.</param>
/// <param name="Members">Its public readable properties and fields by name, for references to a part; empty for a part's own type.</param>
internal sealed record ResultType(
    TypeName Name,
    ImmutableArray<TypeName> AssignableTo,
    ImmutableArray<KeyValuePair<string, ResultType>> Members)
{
    /// <inheritdoc/>
    public override string ToString() => Name.ToString();
}
