using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>The members of an object that JSON writes and reads, matched with the fields of the object's state.</summary>
internal sealed class ObjectMembers
{
    private readonly HashSet<string> _carried = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readOnly = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Type> _types = new(StringComparer.OrdinalIgnoreCase);

    private ObjectMembers(JsonTypeInfo contract)
    {
        foreach (var property in contract.Properties)
        {
            if (property.AttributeProvider is not MemberInfo member || property.Get is null)
                continue;

            var comesBack = ComesBack(property);
            (comesBack ? _carried : _readOnly).Add(member.Name);
            if (comesBack)
            {
                _types[member.Name] = property.PropertyType;
                if (property.CustomConverter is null)
                    Carried.Add((member.Name, property.PropertyType));
            }
        }
    }

    /// <summary>Names and types of the members that the type's own contract writes and reads.</summary>
    public List<(string Name, Type Type)> Carried { get; } = [];

    public static ObjectMembers From(JsonTypeInfo contract) => new(contract);

    /// <summary>Whether a member is set from JSON when the object is read.</summary>
    /// <param name="property">A member of an object.</param>
    public static bool ComesBack(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null || property.IsExtensionData;

    /// <summary>Whether a field's value would be lost.</summary>
    /// <param name="field">A field of the object or of one of its base types.</param>
    public bool Loses(FieldInfo field)
    {
        if (IsLeftOutOnPurpose(field))
            return false;

        if (PropertyOf(field) is { } property)
            return !_carried.Contains(property);

        return !_carried.Contains(field.Name) && !StandsBehindProperty(field);
    }

    /// <summary>Whether JSON contains a field that is not read.</summary>
    public bool Shows(FieldInfo field) => _readOnly.Contains(PropertyOf(field) ?? field.Name);

    /// <summary>The property of an automatic backing field; null for other fields.</summary>
    public static string? PropertyOf(FieldInfo field) => PropertyOf(field.Name);

    /// <summary>The same, by the field's name.</summary>
    public static string? PropertyOf(string field)
    {
        const string suffix = ">k__BackingField";
        if (field.StartsWith('<') && field.EndsWith(suffix, StringComparison.Ordinal))
            return field[1..^suffix.Length];

        // In anonymous types the name is <Name>i__Field.
        const string anonymous = ">i__Field";
        if (field.StartsWith('<') && field.EndsWith(anonymous, StringComparison.Ordinal))
            return field[1..^anonymous.Length];

        // In F# the name is Name@, in records and classes.
        return field is [.. var name, '@'] ? name : null;
    }

    /// <summary>The property that a field of this name usually belongs to; the usual names in C# are _size, m_size, size.</summary>
    public static string UsualPropertyOf(string field) => field.StartsWith("m_", StringComparison.Ordinal) ? field[2..] : field.TrimStart('_');

    // private int _size; public int Size { get => _size; set => _size = value; }
    private bool StandsBehindProperty(FieldInfo field) =>
        _types.TryGetValue(UsualPropertyOf(field.Name), out var type) && type == field.FieldType;

    private static bool IsLeftOutOnPurpose(FieldInfo field)
    {
        if (field.IsDefined(typeof(NonSerializedAttribute)) || field.IsDefined(typeof(JsonIgnoreAttribute)))
            return true;

        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return PropertyOf(field) is { } property
            && field.DeclaringType!.GetProperty(property, declared)?.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
    }
}
