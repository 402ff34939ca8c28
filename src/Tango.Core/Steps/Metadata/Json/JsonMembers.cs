using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Tango.Formats.Json;

namespace Tango.Steps.Metadata.Json;

/// <summary>The members of an object that JSON writes and reads, from metadata; like <see cref="ObjectMembers"/> for loaded types.</summary>
internal sealed class JsonMembers
{
    // [NonSerialized] in metadata; its name in FieldAttributes is obsolete, but user types may still use it.
    private const FieldAttributes NotSerialized = (FieldAttributes)0x80;

    private readonly TypeHierarchy _hierarchy;
    private readonly JsonAttributes _attributes;
    private readonly JsonConstructor _constructor;
    private readonly Dictionary<string, TypeSignature> _carried = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readOnly = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, TypeSignature Type)> _all = [];

    /// <param name="levels">The type and its bases, the most derived first.</param>
    /// <param name="constructor">The constructor that creates objects.</param>
    internal JsonMembers(IEnumerable<TypeSignature> levels, JsonConstructor constructor, TypeHierarchy hierarchy, JsonAttributes attributes)
    {
        _hierarchy = hierarchy;
        _attributes = attributes;
        _constructor = constructor;
        foreach (var level in levels)
        {
            var type = hierarchy.Resolve(level)!;
            AddProperties(type, level.TypeArguments);
            AddFields(type, level.TypeArguments);
        }
    }

    /// <summary>Names and types of the members that the type's own contract writes and reads.</summary>
    internal List<(string Name, TypeSignature Type)> Carried { get; } = [];

    /// <summary>A member that System.Text.Json does not support: then the whole type is refused.</summary>
    internal (string Name, TypeSignature Type)? Refused { get; private set; }

    /// <summary>The first parameter of the constructor without a member; null if each has one.</summary>
    internal string? UnboundParameter => _constructor.Parameters
        .Where(parameter => !_all.Exists(member => member.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) && TypeHierarchy.Same(member.Type, parameter.Type)))
        .Select(parameter => parameter.Name)
        .FirstOrDefault();

    /// <summary>Whether a field's value would be lost.</summary>
    internal bool Loses(DefinedType holder, FieldDefinition field, ImmutableArray<TypeSignature> typeArguments)
    {
        var file = holder.Assembly;
        if ((field.Attributes & NotSerialized) != 0 || JsonAttributes.Has(file, field.GetCustomAttributes(), JsonAttributes.Ignore))
            return false;

        var name = file.Reader.GetString(field.Name);
        if (ObjectMembers.PropertyOf(name) is { } property)
            return !_carried.ContainsKey(property) && !IsIgnored(holder, property);

        return !_carried.ContainsKey(name)
            && !(_carried.TryGetValue(ObjectMembers.UsualPropertyOf(name), out var type) && TypeHierarchy.Same(type, TypeOf(file, field, typeArguments)));
    }

    /// <summary>Whether JSON contains a field that is not read.</summary>
    internal bool Shows(string field) => _readOnly.Contains(ObjectMembers.PropertyOf(field) ?? field);

    private static bool IsIgnored(DefinedType holder, string property)
    {
        var file = holder.Assembly;
        return holder.Definition.GetProperties().Select(file.Reader.GetPropertyDefinition).Any(candidate =>
            file.Reader.StringComparer.Equals(candidate.Name, property)
            && JsonAttributes.DirectionsOf(file, candidate.GetCustomAttributes()) == (false, false));
    }

    private void AddProperties(DefinedType type, ImmutableArray<TypeSignature> typeArguments)
    {
        var file = type.Assembly;
        foreach (var property in type.Definition.GetProperties().Select(file.Reader.GetPropertyDefinition))
        {
            var accessors = property.GetAccessors();
            var isIncluded = JsonAttributes.Has(file, property.GetCustomAttributes(), JsonAttributes.Include);
            var (canGet, canSet) = (IsUsable(file, accessors.Getter, isIncluded), IsUsable(file, accessors.Setter, isIncluded));
            var signature = property.DecodeSignature(file.Signatures, null);
            if ((canGet || canSet) && signature.ParameterTypes.IsEmpty)
                Add(file, file.Reader.GetString(property.Name), signature.ReturnType.Substitute(typeArguments), property.GetCustomAttributes(), canGet, canSet);
        }
    }

    private void AddFields(DefinedType type, ImmutableArray<TypeSignature> typeArguments)
    {
        var file = type.Assembly;
        foreach (var field in type.Definition.GetFields().Select(file.Reader.GetFieldDefinition))
        {
            var isIncluded = JsonAttributes.Has(file, field.GetCustomAttributes(), JsonAttributes.Include);
            if ((field.Attributes & FieldAttributes.Static) == 0
                && (isIncluded || (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public))
            {
                var canSet = (field.Attributes & FieldAttributes.InitOnly) == 0;
                Add(file, file.Reader.GetString(field.Name), TypeOf(file, field, typeArguments), field.GetCustomAttributes(), canGet: true, canSet);
            }
        }
    }

    private void Add(AssemblyImage file, string name, TypeSignature type, CustomAttributeHandleCollection attributes, bool canGet, bool canSet)
    {
        var (isWritten, isRead) = JsonAttributes.DirectionsOf(file, attributes);
        _all.Add((name, type));
        if (!isWritten && !isRead)
            return;

        if (IsRefused(type))
            Refused ??= (name, type);

        // A member that hides another one is used instead of it.
        if (!canGet || !isWritten || !_names.Add(name))
            return;

        if (!(canSet && isRead) && !_constructor.Accepts(name, type) && !JsonAttributes.Has(file, attributes, JsonAttributes.ExtensionData))
        {
            _readOnly.Add(name);
            return;
        }

        _carried[name] = type;
        if (!_attributes.HasConverter(file, attributes))
            Carried.Add((name, type));
    }

    private static bool IsUsable(AssemblyImage file, MethodDefinitionHandle accessor, bool isIncluded)
    {
        if (accessor.IsNil)
            return false;

        var attributes = file.Reader.GetMethodDefinition(accessor).Attributes;
        return (attributes & MethodAttributes.Static) == 0 && (isIncluded || (attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public);
    }

    // Pointers, references and ref structs.
    private bool IsRefused(TypeSignature type) =>
        type is TypeSignature.Wrapped
        || (_hierarchy.Resolve(type) is { } definition
            && definition.Assembly.HasAttribute(definition.Definition.GetCustomAttributes(), "System.Runtime.CompilerServices", "IsByRefLikeAttribute"));

    private static TypeSignature TypeOf(AssemblyImage file, FieldDefinition field, ImmutableArray<TypeSignature> typeArguments) =>
        field.DecodeSignature(file.Signatures, null).Substitute(typeArguments);
}
