using Microsoft.CodeAnalysis;
using Tango.Analyzers.StepTypes;
using Tango.Formats.Json;

namespace Tango.Analyzers.ResultTypes;

/// <summary>The members of an object that JSON writes and reads, and the fields that it loses.</summary>
internal sealed class JsonMembers
{
    private readonly INamedTypeSymbol _type;
    private readonly Dictionary<string, ITypeSymbol> _carried = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readOnly = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, ITypeSymbol Type)> _all = [];

    public JsonMembers(INamedTypeSymbol type)
    {
        _type = type;
        Constructor = JsonConstructor.Find(type);
        foreach (var level in Levels)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsStatic && property.Parameters.IsEmpty))
                AddProperty(property);

            foreach (var field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && field.AssociatedSymbol is null))
            {
                if (field.DeclaredAccessibility == Accessibility.Public || JsonAttributes.Has(field, "JsonIncludeAttribute"))
                    Add(field, field.Type, canGet: true, canSet: !field.IsReadOnly);
            }
        }
    }

    public JsonConstructor Constructor { get; }

    /// <summary>Names and types of the members that the type's own contract writes and reads.</summary>
    public List<(string Name, ITypeSymbol Type)> Carried { get; } = [];

    /// <summary>A member that System.Text.Json does not support: then the whole type is refused.</summary>
    public (string Name, string Type)? Refused { get; private set; }

    /// <summary>The first parameter of the constructor without a member; null if each has one.</summary>
    public string? UnboundParameter => Constructor.Parameters.FirstOrDefault(parameter => !_all.Exists(member =>
        member.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type)))?.Name;

    private IEnumerable<INamedTypeSymbol> Levels
    {
        get
        {
            for (var level = _type; level is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; level = level.BaseType)
                yield return level;
        }
    }

    /// <summary>What is said of the first field whose value would be lost; null if none would.</summary>
    public string? FirstLost()
    {
        foreach (var level in Levels)
        {
            foreach (var field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && Loses(field)))
            {
                var property = field.AssociatedSymbol?.Name;
                var kind = property is not null ? "property" : field.DeclaredAccessibility == Accessibility.Public ? "field" : "non-public field";
                var own = TypeText.Of(_type);
                var owner = SymbolEqualityComparer.Default.Equals(level, _type) ? own : $"{own} (inherited from {TypeText.Of(level)})";
                return LossText.Member($"{kind} '{property ?? field.Name}'", owner, _readOnly.Contains(property ?? field.Name));
            }
        }

        return null;
    }

    private bool Loses(IFieldSymbol field)
    {
        if (JsonAttributes.Has(field, "JsonIgnoreAttribute") || field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NonSerializedAttribute"))
            return false;

        if (field.AssociatedSymbol is IPropertySymbol property)
            return !_carried.ContainsKey(property.Name) && JsonAttributes.DirectionsOf(property) != (false, false);

        return !_carried.ContainsKey(field.Name)
            && !(_carried.TryGetValue(UsualPropertyOf(field.Name), out var type) && SymbolEqualityComparer.Default.Equals(type, field.Type));
    }

    private static string UsualPropertyOf(string field) => field.StartsWith("m_", StringComparison.Ordinal) ? field.Substring(2) : field.TrimStart('_');

    private void AddProperty(IPropertySymbol property)
    {
        var isIncluded = JsonAttributes.Has(property, "JsonIncludeAttribute");
        var (canGet, canSet) = (IsUsable(property.GetMethod, isIncluded), IsUsable(property.SetMethod, isIncluded));
        if (canGet || canSet)
            Add(property, property.Type, canGet, canSet);
    }

    private void Add(ISymbol member, ITypeSymbol type, bool canGet, bool canSet)
    {
        var (isWritten, isRead) = JsonAttributes.DirectionsOf(member);
        _all.Add((member.Name, type));
        if (!isWritten && !isRead)
            return;

        if (member is IPropertySymbol { RefKind: not RefKind.None })
            Refused ??= (member.Name, TypeText.Of(type) + "&");
        else if (type is IPointerTypeSymbol or { IsRefLikeType: true })
            Refused ??= (member.Name, TypeText.Of(type));

        // A member that hides another one is used instead of it.
        if (!canGet || !isWritten || !_names.Add(member.Name))
            return;

        if (!(canSet && isRead) && !Constructor.Accepts(member.Name, type) && !JsonAttributes.Has(member, "JsonExtensionDataAttribute"))
        {
            _readOnly.Add(member.Name);
            return;
        }

        _carried[member.Name] = type;
        if (!JsonAttributes.HasConverter(member))
            Carried.Add((member.Name, type));
    }

    private static bool IsUsable(IMethodSymbol? accessor, bool isIncluded) =>
        accessor is not null && (isIncluded || accessor.DeclaredAccessibility == Accessibility.Public);
}
