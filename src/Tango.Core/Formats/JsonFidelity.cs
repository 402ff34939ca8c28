using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>
/// Whether JSON carries every value of a type whole: all state of its objects, in fields public or private, has a way into the JSON and a way
/// back. Looks at types only, once for each; what only values can tell is watched while they are written (<see cref="ValueFidelity"/>).
/// </summary>
/// <remarks>
/// The author of a type has the last word: state marked <see cref="JsonIgnoreAttribute"/> or <see cref="NonSerializedAttribute"/> is not part of
/// the value, and a type with a converter of its own is believed.
/// </remarks>
internal static class JsonFidelity
{
    private static readonly ConcurrentDictionary<Type, string?> Known = new();

    /// <summary>Refuses a type that JSON would not carry whole.</summary>
    /// <param name="type">The type of a result, or of a sequence's items.</param>
    /// <exception cref="ResultNotStorableException">Names type and member, and the way out.</exception>
    public static void Check(Type type)
    {
        if (IsPlain(type))
        {
            return;
        }

        if (Known.GetOrAdd(type, FindLoss) is { } loss)
        {
            throw new ResultNotStorableException(loss);
        }
    }

    private static bool IsPlain(Type type) => type.IsPrimitive ? type != typeof(nint) && type != typeof(nuint) : type == typeof(string);

    private static string? FindLoss(Type type)
    {
        var seen = new HashSet<Type>();
        var pending = new Stack<(Type Type, string Place)>([(type, "")]);
        while (pending.TryPop(out var next))
        {
            if (seen.Add(next.Type) && !IsPlain(next.Type) && Examine(next.Type, next.Place, pending) is { } loss)
            {
                return next.Place.Length == 0 ? loss : $"{next.Place}: {loss}";
            }
        }

        return null;
    }

    private static string? Examine(Type type, string place, Stack<(Type Type, string Place)> pending)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            pending.Push((underlying, place));
            return null;
        }

        if (KnownLosses.Of(type) is { } loss)
        {
            return loss;
        }

        JsonTypeInfo contract;
        try
        {
            contract = ResultJson.Options.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            return $"{exception.Message.TrimEnd('.')}. {WayOut}";
        }

        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => ExamineObject(contract, place, pending),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => ExamineCollection(contract, place, pending),
            _ => ExamineValue(contract),
        };
    }

    private const string WayOut = "Return another type, or store it with a Format of your own.";

    private static string? ExamineValue(JsonTypeInfo contract) =>
        contract.Type == typeof(object)
            ? $"object does not say what it holds, so JSON cannot bring it back. Declare the type. {WayOut}"
            : contract.Converter.GetType().Name.StartsWith("UnsupportedType", StringComparison.Ordinal)
                ? $"{ReadableName.Of(contract.Type)} has no JSON form. {WayOut}"
                : null;

    private static string? ExamineCollection(JsonTypeInfo contract, string place, Stack<(Type Type, string Place)> pending)
    {
        var type = contract.Type;
        if (!CanComeBack(contract))
        {
            return $"JSON cannot bring back a {ReadableName.Of(type)}. Declare a list, an array or a dictionary instead, or store it with a Format of your own.";
        }

        // A collection is written as its items: what a class of the user's holds beside them is dropped.
        if (!type.IsInterface && !IsFramework(type) && OwnState(type) is { } field)
        {
            return $"{ReadableName.Of(type)} is written as its items only, so '{StateName(field)}' would be lost. "
                + "Return a type that has the collection as a property, or store it with a Format of your own.";
        }

        pending.Push((contract.ElementType!, Below(place, type, "[]")));
        if (contract.KeyType is { } key)
        {
            pending.Push((key, Below(place, type, " keys")));
        }

        return null;
    }

    private static bool CanComeBack(JsonTypeInfo contract)
    {
        try
        {
            JsonSerializer.Deserialize(contract.Kind == JsonTypeInfoKind.Dictionary ? "{}" : "[]", contract);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or JsonException)
        {
            return false;
        }
    }

    private static string? ExamineObject(JsonTypeInfo contract, string place, Stack<(Type Type, string Place)> pending)
    {
        var type = contract.Type;
        if (contract.PolymorphismOptions is { } polymorphism)
        {
            foreach (var derived in polymorphism.DerivedTypes)
            {
                pending.Push((derived.DerivedType, Below(place, type, "")));
            }
        }

        if (type.IsAbstract)
        {
            return contract.PolymorphismOptions is null
                ? $"{ReadableName.Of(type)} is {(type.IsInterface ? "an interface" : "abstract")}, so JSON cannot tell which type to bring back. "
                    + $"Declare the type itself, or mark {ReadableName.Of(type)} with [JsonPolymorphic] and [JsonDerivedType]."
                : null;
        }

        var members = ObjectMembers.Of(contract);
        foreach (var field in StateOf(type))
        {
            if (members.Loses(field))
            {
                return $"{StateKind(field)} '{StateName(field)}' of {Owner(type, field)} would be lost: JSON "
                    + $"{members.WhyLost(field)}. Make it a public property that can be set (get; init;) or a constructor parameter, add [JsonInclude], "
                    + "say [JsonIgnore] if it is not part of the value, or store the result with a Format of your own.";
            }
        }

        foreach (var (name, memberType) in members.Carried)
        {
            pending.Push((memberType, Below(place, type, "." + name)));
        }

        return null;
    }

    private static IEnumerable<FieldInfo> StateOf(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static FieldInfo? OwnState(Type type)
    {
        for (var level = type; level is not null && !IsFramework(level); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // The collection that an own class wraps is what is written.
                if (!typeof(System.Collections.IEnumerable).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(string))
                {
                    return field;
                }
            }
        }

        return null;
    }

    private static bool IsFramework(Type type) =>
        type.IsArray || type.Assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard" or "FSharp.Core");

    private static string Below(string place, Type type, string member) => place.Length == 0 ? ReadableName.Of(type) + member : place + member;

    private static string Owner(Type type, FieldInfo field) => field.DeclaringType == type
        ? ReadableName.Of(type)
        : $"{ReadableName.Of(type)} (inherited from {ReadableName.Of(field.DeclaringType!)})";

    private static string StateName(FieldInfo field) => ObjectMembers.PropertyOf(field) ?? field.Name;

    private static string StateKind(FieldInfo field) =>
        ObjectMembers.PropertyOf(field) is null ? field.IsPublic ? "field" : "non-public field" : "property";
}
