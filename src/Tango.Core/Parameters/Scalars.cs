using System.Collections.Frozen;

namespace Tango.Parameters;

/// <summary>The framework's types that hold a single value, by full name.</summary>
internal static class Scalars
{
    private static readonly FrozenSet<string> Numbers = FrozenSet.Create(
        StringComparer.Ordinal,
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.Int128", "System.UInt128", "System.IntPtr", "System.UIntPtr", "System.Numerics.BigInteger",
        "System.Half", "System.Single", "System.Double", "System.Decimal");

    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        StringComparer.Ordinal,
        "System.Boolean", "System.Char", "System.String", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.Guid", "System.Uri", "System.Version");

    public static bool IsNumber(string typeName) => Numbers.Contains(typeName);

    public static bool IsScalar(string typeName) => Numbers.Contains(typeName) || Others.Contains(typeName);
}
