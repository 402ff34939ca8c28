using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>The user's own types in a static type, for conversions of values. Arrays and references count as their elements.</summary>
/// <param name="Objects">The user's types of the value itself: none for <c>List&lt;Own&gt;</c>; several where branches join.</param>
/// <param name="All">All user types in it, including generic arguments.</param>
/// <param name="TypeParameters">Whether it contains a type parameter.</param>
/// <param name="StaysOwn">Whether a value still has a static type of the user's, so that its type can be found by that one.</param>
internal sealed record MentionedTypes(DefinedType[] Objects, DefinedType[] All, bool TypeParameters, bool StaysOwn)
{
    internal static readonly MentionedTypes None = new([], [], false, false);

    internal static readonly MentionedTypes TypeParameter = new([], [], true, true);

    internal bool IsEmpty => All.Length == 0 && !TypeParameters;

    /// <summary>The types of a value that has one of two static types.</summary>
    internal MentionedTypes Or(MentionedTypes other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
            return this;

        return IsEmpty ? other : new([.. Objects.Union(other.Objects)], [.. All.Union(other.All)], TypeParameters || other.TypeParameters, false);
    }
}
