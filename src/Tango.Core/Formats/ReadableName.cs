namespace Tango.Formats;

/// <summary>Names of types in C# syntax, for messages.</summary>
internal static class ReadableName
{
    public static string Format(Type type)
    {
        if (type.IsArray)
            return $"{Format(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Format(underlying) + "?";

        if (Keyword(type) is { } keyword)
            return keyword;

        var name = type.DeclaringType is { } declaring && !type.IsGenericParameter ? $"{Format(declaring)}.{type.Name}" : type.Name;
        var arity = name.LastIndexOf('`');
        return arity < 0 || !type.IsGenericType ? name : $"{name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(Format))}>";
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.SByte => "sbyte",
        TypeCode.Int16 => "short",
        TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.Char => "char",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : null,
    };
}
