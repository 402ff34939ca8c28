using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.ResultTypes;

/// <summary>The constructor with which System.Text.Json creates objects of a type.</summary>
internal sealed class JsonConstructor
{
    private JsonConstructor(bool exists, ImmutableArray<IParameterSymbol> parameters)
    {
        Exists = exists;
        Parameters = parameters;
    }

    public bool Exists { get; }

    /// <summary>Empty if it has none.</summary>
    public ImmutableArray<IParameterSymbol> Parameters { get; }

    /// <summary>The one with the attribute, else the one without parameters, else the only public one.</summary>
    public static JsonConstructor Find(INamedTypeSymbol type)
    {
        if (type.InstanceConstructors.FirstOrDefault(constructor => JsonAttributes.Has(constructor, "JsonConstructorAttribute")) is { } marked)
            return new(true, marked.Parameters);

        var open = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        if (type.IsValueType || open.Exists(constructor => constructor.Parameters.IsEmpty))
            return new(true, []);

        return open is [var only] ? new(true, only.Parameters) : new(false, []);
    }

    public bool Accepts(string name, ITypeSymbol type) => Parameters.Any(parameter =>
        parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(parameter.Type, type));
}
