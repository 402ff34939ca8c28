using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>Whether user code, or an attribute, affects what is read from a type's JSON, anywhere in the type.</summary>
internal static class ReadBackRule
{
    /// <summary>Examines a type and all types in it.</summary>
    /// <param name="type">A type that <see cref="JsonFidelity"/> does not refuse.</param>
    public static bool Applies(Type type)
    {
        var seen = new HashSet<Type>();
        var pending = new Stack<Type>([type]);
        while (pending.TryPop(out var next))
        {
            next = Nullable.GetUnderlyingType(next) ?? next;
            if (!seen.Add(next) || next.IsPrimitive || next == typeof(string))
                continue;

            var contract = ResultJson.Options.GetTypeInfo(next);
            if (!JsonFidelity.IsFramework(next) && !next.IsAbstract && Decides(contract))
                return true;

            PushParts(contract, pending);
        }

        return false;
    }

    private static void PushParts(JsonTypeInfo contract, Stack<Type> pending)
    {
        foreach (var part in (Type?[])[contract.ElementType, contract.KeyType, .. contract.PolymorphismOptions?.DerivedTypes.Select(derived => derived.DerivedType) ?? []])
        {
            if (part is not null)
                pending.Push(part);
        }

        // Members that are only written are not read; custom converters are trusted.
        foreach (var property in contract.Properties)
        {
            if (property.Get is not null && property.CustomConverter is null && ObjectMembers.ComesBack(property))
                pending.Push(property.PropertyType);
        }
    }

    private static bool Decides(JsonTypeInfo contract)
    {
        // A user's collection may add items by itself. A converter is trusted.
        if (contract.Kind != JsonTypeInfoKind.Object)
            return contract.Kind != JsonTypeInfoKind.None;

        var type = contract.Type;
        if (contract.OnDeserializing is not null || contract.OnDeserialized is not null
            || typeof(IJsonOnSerializing).IsAssignableFrom(type) || typeof(IJsonOnSerialized).IsAssignableFrom(type)
            || contract.PreferredPropertyObjectCreationHandling == JsonObjectCreationHandling.Populate)
        {
            return true;
        }

        var constructor = contract.CreateObject is null ? contract.ConstructorAttributeProvider as ConstructorInfo : null;
        var set = constructor is null ? [] : PlainCode.FieldsSetBy(constructor);
        return set is null || contract.Properties.Any(property => property.Get is not null && ObjectMembers.ComesBack(property) && Decides(property, set));
    }

    private static bool Decides(JsonPropertyInfo property, Dictionary<FieldInfo, int> setByConstructor)
    {
        if (property.IsExtensionData || property.ShouldSerialize is not null || property.ObjectCreationHandling == JsonObjectCreationHandling.Populate)
            return true;

        var accessor = property.AttributeProvider as PropertyInfo;
        var field = accessor is null ? property.AttributeProvider as FieldInfo : accessor.GetMethod is { } getter ? PlainCode.FieldReadBy(getter) : null;
        return field is null || (property.AssociatedParameter is { } parameter
            ? !setByConstructor.TryGetValue(field, out var position) || position != parameter.Position
            : accessor is not null && (accessor.SetMethod is not { } setter || PlainCode.FieldSetBy(setter) != field));
    }
}
