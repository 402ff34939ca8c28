using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>The members of an object that JSON carries there and back, matched with the fields that hold the object's state.</summary>
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
            {
                continue;
            }

            var comesBack = property.Set is not null || property.AssociatedParameter is not null || property.IsExtensionData;
            (comesBack ? _carried : _readOnly).Add(member.Name);
            if (comesBack)
            {
                _types[member.Name] = property.PropertyType;
                if (property.CustomConverter is null)
                {
                    Carried.Add((member.Name, property.PropertyType));
                }
            }
        }
    }

    /// <summary>Names and types of the members that go there and come back by the type's own contract.</summary>
    public List<(string Name, Type Type)> Carried { get; } = [];

    public static ObjectMembers Of(JsonTypeInfo contract) => new(contract);

    /// <summary>Whether a field's value would not come back.</summary>
    /// <param name="field">A field of the object or of one of its base types.</param>
    public bool Loses(FieldInfo field)
    {
        if (IsLeftOutOnPurpose(field))
        {
            return false;
        }

        if (PropertyOf(field) is { } property)
        {
            return !_carried.Contains(property);
        }

        return !_carried.Contains(field.Name) && !StandsBehindProperty(field);
    }

    /// <summary>What JSON does with a field that is lost.</summary>
    /// <param name="field">A lost field.</param>
    public string WhyLost(FieldInfo field) =>
        _readOnly.Contains(PropertyOf(field) ?? field.Name) ? "writes it but cannot set it again" : "does not write it";

    /// <summary>The property an automatic backing field belongs to; null for other fields.</summary>
    /// <param name="field">Any field.</param>
    public static string? PropertyOf(FieldInfo field)
    {
        const string suffix = ">k__BackingField";
        if (field.Name.StartsWith('<') && field.Name.EndsWith(suffix, StringComparison.Ordinal))
        {
            return field.Name[1..^suffix.Length];
        }

        // Anonymous types spell it <Name>i__Field.
        const string anonymous = ">i__Field";
        if (field.Name.StartsWith('<') && field.Name.EndsWith(anonymous, StringComparison.Ordinal))
        {
            return field.Name[1..^anonymous.Length];
        }

        // F# spells it Name@, in records as in classes.
        return field.Name is [.. var name, '@'] ? name : null;
    }

    // private int _size; public int Size { get => _size; set => _size = value; } — the usual names of C#: _size, m_size, size.
    private bool StandsBehindProperty(FieldInfo field)
    {
        var name = field.Name.StartsWith("m_", StringComparison.Ordinal) ? field.Name[2..] : field.Name.TrimStart('_');
        return _types.TryGetValue(name, out var type) && type == field.FieldType;
    }

    private static bool IsLeftOutOnPurpose(FieldInfo field)
    {
        if (field.IsDefined(typeof(NonSerializedAttribute)) || field.IsDefined(typeof(JsonIgnoreAttribute)))
        {
            return true;
        }

        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return PropertyOf(field) is { } property
            && field.DeclaringType!.GetProperty(property, declared)?.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
    }
}
