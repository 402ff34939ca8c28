using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Steps;

/// <summary>The type of a step's result, with the data that is needed to check references to it before anything runs.</summary>
/// <param name="AssignableTo">Every base type and interface, with generic arguments substituted, without the type itself and <c>object</c>.</param>
/// <param name="Members">Its public readable properties and fields by name, for references to a part; empty for a part's own type.</param>
internal sealed record ResultType(
    TypeName Name,
    ImmutableArray<TypeName> AssignableTo,
    ImmutableArray<KeyValuePair<string, ResultType>> Members)
{
    /// <summary>What the format <c>json</c> would lose of every value, and a solution; null if no loss is known. Not set for a part.</summary>
    public string? JsonLoss { get; init; }

    /// <summary>The same for the format <c>jsonl</c>.</summary>
    public string? JsonLinesLoss { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name.ToString();
}
