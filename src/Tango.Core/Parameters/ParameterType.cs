using System.Collections.Immutable;

namespace Tango.Parameters;

/// <summary>The declared type of a parameter, with the data that conversion and identity need. Read from metadata, so that the type need not be loaded.</summary>
/// <param name="Kind">How values are written and compared.</param>
/// <param name="Name">The type itself; for a nullable value type the type without the <c>?</c>.</param>
/// <param name="IsNullable">Whether null is a value: <c>int?</c>, <c>string?</c>.</param>
internal sealed record ParameterType(ParameterKind Kind, TypeName Name, bool IsNullable = false)
{
    /// <summary>The type of the items of a list or set, or of the values of a map; null for the other kinds.</summary>
    public ParameterType? Element { get; init; }

    /// <summary>The version of the type in unique ids (<see cref="VersionInIdAttribute"/>); null if there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The members of an enumeration, in declaration order; empty for the other kinds.</summary>
    public ImmutableArray<EnumMember> EnumMembers { get; init; } = [];

    /// <summary>Whether an enumeration is a set of flags.</summary>
    public bool IsFlags { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsNullable ? Name + "?" : Name.ToString();
}
