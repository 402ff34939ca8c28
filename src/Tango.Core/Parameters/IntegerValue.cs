using System.Numerics;

namespace Tango.Parameters;

/// <summary>Integers of every width as in <see cref="ArgumentValue.Scalar"/> and <see cref="EnumMember"/>.</summary>
internal static class IntegerValue
{
    /// <summary>The value as the first of long, ulong and BigInteger that can represent it; null if it is not an integer.</summary>
    internal static object? Normalize(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, null),
        ulong number => number <= long.MaxValue ? (long)number : number,
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        BigInteger number when number >= 0 && number <= ulong.MaxValue => (ulong)number,
        BigInteger number => number,
        _ => null,
    };

    /// <summary>The number of an enumeration's member; unsigned 64-bit values are reinterpreted.</summary>
    internal static long ToInt64(object value) => value is ulong number ? unchecked((long)number) : Convert.ToInt64(value, null);
}
