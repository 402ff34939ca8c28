using System.Collections.Immutable;
using Tango.Formats.Json;
using TypeName = Tango.Parameters.TypeName;

namespace Tango.Steps.Metadata.Json;

/// <summary>
/// What JSON would lose of every value of a type, found before anything runs: the same check as <see cref="JsonFidelity"/>, but from metadata. If metadata is not enough
/// (assemblies that are missing, or without private state), nothing is reported: the run checks the loaded types again.
/// </summary>
internal sealed class JsonLossReader
{
    private readonly AssemblySet _assemblies;
    private readonly TypeHierarchy _hierarchy;
    private readonly JsonAttributes _attributes;
    private readonly ObjectStateReader _state;
    private readonly JsonObjectLoss _objects;
    private readonly JsonCollectionLoss _collections;
    private readonly Dictionary<TypeName, string?> _known = [];

    internal JsonLossReader(AssemblySet assemblies, TypeHierarchy hierarchy)
    {
        _assemblies = assemblies;
        _hierarchy = hierarchy;
        _attributes = new(assemblies, hierarchy);
        _state = new(assemblies, hierarchy);
        _objects = new(hierarchy, _attributes, _state);
        _collections = new(hierarchy, _state);
    }

    /// <summary>What the format <c>json</c> would lose, and a solution; null if no loss is known.</summary>
    internal string? LossOf(TypeSignature type)
    {
        var name = type.ToTypeName();
        if (!_known.TryGetValue(name, out var loss))
        {
            loss = Find(type);
            _known.Add(name, loss);
        }

        return loss;
    }

    /// <summary>What the format <c>jsonl</c> would lose.</summary>
    internal string? LossOfLines(TypeSignature type) => JsonKinds.ItemOf(type) is { } item ? LossOf(item) : LossText.NoSequence(type.Readable);

    private string? Find(TypeSignature type)
    {
        var seen = new HashSet<TypeName>();
        var pending = new Stack<(TypeSignature Type, string Place)>([(type, "")]);
        while (pending.TryPop(out var next))
        {
            if (SizeOf(next.Type) > EndlessTypes.LargestSize)
                return $"{LossText.Endless} {LossText.WayOut}";

            if (!seen.Add(next.Type.ToTypeName()))
                continue;

            var parts = new List<JsonPart>();
            if (Examine(next.Type, parts) is { } loss)
                return next.Place.Length == 0 ? loss : $"{next.Place}: {loss}";

            foreach (var (part, placeIn) in parts)
                pending.Push((part, placeIn is null ? next.Place : placeIn(next.Place, next.Type.Readable)));
        }

        return null;
    }

    private string? Examine(TypeSignature type, List<JsonPart> parts)
    {
        switch (type)
        {
            case TypeSignature.Modified modified:
                parts.Add(new(modified.Element, null));
                return null;
            case TypeSignature.Array { Rank: 0 } array:
                parts.Add(new(array.Element, LossPath.ForItem));
                return null;
            case TypeSignature.Array:
                return LossText.Dimensions(type.Readable);
            default:
                return type.Definition is { } name ? ExamineNamed(type, name, parts) : null;
        }
    }

    private string? ExamineNamed(TypeSignature type, TypeSignature.Named name, List<JsonPart> parts)
    {
        var arguments = type.TypeArguments;
        switch (name.FullName)
        {
            case "System.Object":
                return LossText.Untyped;
            case var value when JsonKinds.IsValue(value):
                return null;
            case var option when JsonKinds.IsOption(option):
                parts.Add(new(arguments[0], null));
                return null;
            case var list when JsonKinds.IsList(list):
                parts.Add(new(arguments[0], LossPath.ForItem));
                return null;
            case var map when JsonKinds.IsMap(map):
                parts.Add(new(arguments[1], LossPath.ForItem));
                parts.Add(new(arguments[0], LossPath.ForKey));
                return CannotBeName(arguments[0]) ? LossText.Key(arguments[0].Readable) : null;
            case var tuple when JsonKinds.IsTuple(tuple):
                parts.AddRange(arguments.Select((item, index) => JsonPart.ForMember(item, $"Item{index + 1}")));
                return null;
            case var _ when _state.IsOfFramework(name.Assembly):
                return FrameworkTypes.LossOf(type);
            default:
                return _hierarchy.Resolve(type) is { } definition && !EnumReader.IsEnum(definition) ? ExamineOwn(type, definition, parts) : null;
        }
    }

    private string? ExamineOwn(TypeSignature type, DefinedType definition, List<JsonPart> parts)
    {
        ImmutableArray<TypeSignature> levels = [.. _hierarchy.Chain(type)];
        if (levels.Any(level => level.IsNamed("System.Delegate") || level.IsNamed("System.IO.Stream")))
            return LossText.NotData(type.Readable);

        var attributes = definition.Definition.GetCustomAttributes();
        if (!IsWhole(type, definition, levels) || _attributes.HasConverter(definition.Assembly, attributes))
            return null;

        if (IsUnion(definition))
            return LossText.NoJson(type.Readable);

        var assignable = _hierarchy.AssignableTo(type);
        if (assignable.Any(other => other.IsNamed("System.Collections.IEnumerable") || other.IsNamed("System.Collections.Generic.IAsyncEnumerable`1")))
            return _assemblies.IsProject(definition.Assembly.Name) ? _collections.Examine(type, definition, levels, parts) : null;

        parts.AddRange(JsonAttributes.DerivedTypesOf(definition).Select(derived => new JsonPart(derived, LossPath.ForDerived)));

        return definition.IsAbstract || definition.IsInterface
            ? IsPolymorphic(definition) ? null : LossText.NoDiscriminator(type.Readable, definition.IsInterface, isFramework: false)
            : _objects.Examine(type, definition, levels, parts);
    }

    // A type that derives from one that was not found may have any members.
    private bool IsWhole(TypeSignature type, DefinedType definition, ImmutableArray<TypeSignature> levels) =>
        (definition.IsInterface || levels[^1].IsNamed("System.Object"))
        && _hierarchy.AssignableTo(type).All(other => _hierarchy.Resolve(other) is not null);

    // Derived types without a discriminator are not read (Discriminators).
    private static bool IsPolymorphic(DefinedType type) =>
        JsonAttributes.DerivedTypesOf(type).Any()
        || (JsonAttributes.Has(type.Assembly, type.Definition.GetCustomAttributes(), JsonAttributes.Polymorphic)
            && !JsonAttributes.Has(type.Assembly, type.Definition.GetCustomAttributes(), JsonAttributes.DerivedType));

    // F# marks its types with their kinds; 1 is a union.
    private static bool IsUnion(DefinedType type) =>
        type.Assembly.FindAttribute(type.Definition.GetCustomAttributes(), "Microsoft.FSharp.Core", "CompilationMappingAttribute") is { } mapping
        && mapping.DecodeValue(type.Assembly.Signatures).FixedArguments is [{ Value: int kind }, ..]
        && (kind & 31) == 1;

    private bool CannotBeName(TypeSignature key) =>
        key is TypeSignature.Array { Element: var element } && !element.IsNamed("System.Byte")
        || (key.Definition is { } name && (JsonKinds.IsList(name.FullName) || JsonKinds.IsMap(name.FullName) || JsonKinds.IsTuple(name.FullName)
            || (!_state.IsOfFramework(name.Assembly)
                && _hierarchy.Resolve(key) is { } definition
                && !EnumReader.IsEnum(definition)
                && !IsUnion(definition)
                && _assemblies.IsProject(definition.Assembly.Name)
                && !_attributes.HasConverter(definition.Assembly, definition.Definition.GetCustomAttributes()))));

    private static int SizeOf(TypeSignature type) => type switch
    {
        TypeSignature.Modified modified => SizeOf(modified.Element),
        TypeSignature.Array array => 1 + SizeOf(array.Element),
        _ => 1 + type.TypeArguments.Sum(SizeOf),
    };
}
