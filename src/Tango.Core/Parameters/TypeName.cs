using System.Collections.Immutable;

namespace Tango.Parameters;

/// <summary>
/// The name of a type, including generic arguments, without the type itself: MSBuild's process never loads user code. Arrays are written as the generic type <c>[]</c> of their
/// element.
/// </summary>
/// <param name="FullName">Namespace-qualified, nested types with <c>+</c>, generic arity with a back-tick: <c>System.Collections.Generic.List`1</c>.</param>
/// <param name="Arguments">The generic arguments, in order; empty for other types.</param>
internal sealed record TypeName(string FullName, ImmutableArray<TypeName> Arguments)
{
    /// <summary>The <see cref="FullName"/> of arrays.</summary>
    public const string Array = "[]";

    /// <summary>Creates the name of a type that is not generic.</summary>
    public TypeName(string fullName)
        : this(fullName, [])
    {
    }

    /// <summary>Whether two names are the same, generic arguments included.</summary>
    /// <param name="other">The name to compare with.</param>
    public bool Equals(TypeName? other) =>
        other is not null && FullName == other.FullName && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(FullName, StringComparer.Ordinal);
        foreach (var argument in Arguments)
            hash.Add(argument);

        return hash.ToHashCode();
    }

    /// <summary>The name in C# syntax, without namespaces: <c>IReadOnlyList&lt;Flower&gt;</c>.</summary>
    public override string ToString()
    {
        if (FullName == Array)
            return Arguments[0] + "[]";

        if (FullName == "System.Nullable`1")
            return Arguments[0] + "?";

        var keyword = FullName switch
        {
            "System.Object" => "object",
            "System.Void" => "void",
            _ => ScalarTypes.Find(FullName)?.Keyword,
        };
        if (keyword is not null)
            return keyword;

        var name = FullName[(FullName.LastIndexOfAny(['.', '+']) + 1)..];
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : $"{name[..arity]}<{string.Join(", ", Arguments)}>";
    }
}
