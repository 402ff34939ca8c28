using System.Numerics;

namespace Tango.Parameters;

/// <summary>A framework type with a single value: a row of <see cref="ScalarTypes"/>.</summary>
/// <param name="Kind">The parameter kind of the type.</param>
/// <param name="Read">Parses a text with the invariant culture; null if it is not valid.</param>
/// <param name="Hint">The correct form, a sentence.</param>
/// <param name="Keyword">The keyword in C#; null if there is none.</param>
/// <param name="Bits">The width of an integer in bits; 0 if it is unlimited.</param>
/// <param name="IsUnsigned">Whether an integer has no negative values.</param>
internal sealed record ScalarType(
    Type Type, ParameterKind Kind, Func<string, object?> Read, string Hint, string? Keyword = null, int Bits = 0, bool IsUnsigned = false)
{
    public bool IsNumber => Kind is ParameterKind.Integer or ParameterKind.Float or ParameterKind.Decimal;

    /// <summary>The value of <c>default</c> as in <see cref="ArgumentValue.Scalar"/>; null for classes.</summary>
    public object? Zero => Kind switch
    {
        ParameterKind.Integer => 0L,
        ParameterKind.Float => 0d,
        _ => Type.IsValueType ? Activator.CreateInstance(Type) : null,
    };

    /// <summary>The smallest value of an integer type; null if it is unlimited.</summary>
    public BigInteger? Min { get; } = Bits == 0 ? null : IsUnsigned ? 0 : -(BigInteger.One << (Bits - 1));

    /// <summary>The largest value of an integer type; null if it is unlimited.</summary>
    public BigInteger? Max { get; } = Bits == 0 ? null : (BigInteger.One << (IsUnsigned ? Bits : Bits - 1)) - 1;
}
