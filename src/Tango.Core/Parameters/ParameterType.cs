using System.Collections.Immutable;

namespace Tango.Parameters;

/// <summary>
/// The declared type of a parameter, as far as converting and identifying a value needs it. Read from metadata, so it
/// stands for types that are not loaded.
/// </summary>
/// <param name="Kind">How values are written and told apart.</param>
/// <param name="Name">The type itself; for a nullable value type the type without the <c>?</c>.</param>
/// <param name="IsNullable">Whether null is a value: <c>int?</c>, <c>string?</c>.</param>
internal sealed record ParameterType(ParameterKind Kind, TypeName Name, bool IsNullable = false)
{
    /// <summary>The element's type of a list, set or map (of its values); null for the other kinds.</summary>
    public ParameterType? Element { get; init; }

    /// <summary>The version that the type carries into unique ids (<see cref="VersionInIdAttribute"/>); null for none.</summary>
    public string? Version { get; init; }

    /// <summary>The members of an enumeration, in declaration order; empty for the other kinds.</summary>
    public ImmutableArray<EnumMember> EnumMembers { get; init; } = [];

    /// <summary>Whether an enumeration is a set of flags.</summary>
    public bool IsFlags { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsNullable ? Name + "?" : Name.ToString();
}
