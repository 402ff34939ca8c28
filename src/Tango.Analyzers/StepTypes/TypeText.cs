using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.StepTypes;

/// <summary>Types as messages name them: in C# syntax, without namespaces, as a build names those of an assembly.</summary>
internal static class TypeText
{
    // Asked of the same types for each operation; they go with their compilation.
    private static readonly ConditionalWeakTable<ITypeSymbol, string> Names = new();

    /// <summary>The type: <c>IReadOnlyList&lt;Flower&gt;</c>.</summary>
    public static string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        IPointerTypeSymbol pointer => Of(pointer.PointedAtType) + "*",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Of(nullable.TypeArguments[0]) + "?",
        INamedTypeSymbol named => KeywordOf(named.SpecialType) ?? OfNamed(named),
        _ => type.Name,
    };

    /// <summary>The method with the types of its parameters: <c>Run(int)</c>.</summary>
    public static string Of(IMethodSymbol method) => $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => Of(parameter.Type)))})";

    /// <summary>The full name of a class or of a function step: nested types with a dot.</summary>
    public static string FullName(ISymbol symbol) => symbol.ContainingType is { } holder
        ? $"{FullName(holder)}.{symbol.MetadataName}"
        : MetadataName((ITypeSymbol)symbol);

    /// <summary>The name in metadata: namespace-qualified, generic arity with a back-tick.</summary>
    public static string MetadataName(ITypeSymbol type) => Names.GetValue(type, static type => InNamespace(type.ContainingNamespace, type.MetadataName));

    private static string InNamespace(INamespaceSymbol? space, string name) =>
        space is { IsGlobalNamespace: false } ? InNamespace(space.ContainingNamespace, $"{space.MetadataName}.{name}") : name;

    private static string OfNamed(INamedTypeSymbol type)
    {
        var arguments = type.IsTupleType ? (type.TupleUnderlyingType ?? type).TypeArguments : type.TypeArguments;
        return arguments.IsEmpty ? type.Name : $"{type.Name}<{string.Join(", ", arguments.Select(Of))}>";
    }

    private static string? KeywordOf(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_Void => "void",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Char => "char",
        SpecialType.System_String => "string",
        SpecialType.System_IntPtr => "IntPtr",
        SpecialType.System_UIntPtr => "UIntPtr",
        _ => null,
    };
}
