using System.Numerics;

namespace Tango.Parameters;

/// <summary>The range of each integer type of the framework.</summary>
internal static class IntegerRange
{
    /// <summary>The least and the greatest value; null where there is no bound.</summary>
    /// <param name="typeName">The full name, e.g. <c>System.Int32</c>.</param>
    public static (BigInteger? Least, BigInteger? Most) Of(string typeName) => typeName switch
    {
        "System.SByte" => (sbyte.MinValue, sbyte.MaxValue),
        "System.Byte" => (byte.MinValue, byte.MaxValue),
        "System.Int16" => (short.MinValue, short.MaxValue),
        "System.UInt16" => (ushort.MinValue, ushort.MaxValue),
        "System.Int32" => (int.MinValue, int.MaxValue),
        "System.UInt32" => (uint.MinValue, uint.MaxValue),
        "System.Int64" or "System.IntPtr" => (long.MinValue, long.MaxValue),
        "System.UInt64" or "System.UIntPtr" => (ulong.MinValue, ulong.MaxValue),
        "System.Int128" => ((BigInteger)Int128.MinValue, (BigInteger)Int128.MaxValue),
        "System.UInt128" => ((BigInteger)UInt128.MinValue, (BigInteger)UInt128.MaxValue),
        "System.Numerics.BigInteger" => (null, null),
        _ => throw new InvalidOperationException($"{typeName} is not an integer type."),
    };
}
