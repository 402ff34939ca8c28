using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.ResultTypes;

/// <summary>The attributes of System.Text.Json, and those that derive from them.</summary>
internal static class JsonAttributes
{
    private const string Namespace = "System.Text.Json.Serialization";

    // JsonIgnoreCondition.
    private const int Always = 1;
    private const int WhenWriting = 4;
    private const int WhenReading = 5;

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>Whether a type or member has a custom converter.</summary>
    public static bool HasConverter(ISymbol symbol) => symbol.GetAttributes().Any(attribute => MayConvert(attribute.AttributeClass));

    public static bool IsPolymorphic(INamedTypeSymbol type) => Has(type, "JsonPolymorphicAttribute") && !Has(type, "JsonDerivedTypeAttribute");

    /// <summary>The derived types that a type declares with their discriminators.</summary>
    public static IEnumerable<ITypeSymbol> DerivedTypesOf(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes().Where(attribute => Is(attribute.AttributeClass, "JsonDerivedTypeAttribute")))
        {
            if (attribute.ConstructorArguments is [{ Value: ITypeSymbol derived }, { IsNull: false }, ..])
                yield return derived;
        }
    }

    /// <summary>Whether a member is written, and whether it is read.</summary>
    public static (bool IsWritten, bool IsRead) DirectionsOf(ISymbol member)
    {
        if (Find(member, "JsonIgnoreAttribute") is not { } ignore)
            return (true, true);

        var condition = ignore.NamedArguments.FirstOrDefault(argument => argument.Key == "Condition").Value.Value as int? ?? Always;
        return (condition is not (Always or WhenWriting), condition is not (Always or WhenReading));
    }

    private static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass, name))
                return attribute;
        }

        return null;
    }

    private static bool MayConvert(INamedTypeSymbol? attribute)
    {
        for (var level = attribute; level is not null; level = level.BaseType)
        {
            if (level.TypeKind == TypeKind.Error || Is(level, "JsonConverterAttribute"))
                return true;
        }

        return false;
    }

    private static bool Is(INamedTypeSymbol? type, string name) => type?.Name == name && type.ContainingNamespace.ToDisplayString() == Namespace;
}
