using System.Collections;
using System.Reflection;

namespace Tango.Graph.InMemory;

/// <summary>The named values of an object: of a dictionary with string keys its entries, of other objects the public properties.</summary>
internal static class InMemoryMembers
{
    /// <summary>The entries of a dictionary; null if it is not one with string keys.</summary>
    public static IEnumerable<KeyValuePair<string, object?>>? FromDictionary(object value)
    {
        if (value is IEnumerable<KeyValuePair<string, object?>> members)
            return members;

        if (value is IDictionary dictionary)
        {
            return dictionary.Keys.Cast<object>().All(key => key is string)
                ? dictionary.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, dictionary[key]))
                : null;
        }

        var pair = Array.Find(value.GetType().GetInterfaces(), IsReadOnlyDictionary)?.GetGenericArguments();
        return pair is null ? null : ((IEnumerable)value).Cast<object>().Select(FromPair);
    }

    /// <summary>The public properties of an object.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> FromObject(object value) =>
        value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => KeyValuePair.Create(property.Name, property.GetValue(value)));

    private static bool IsReadOnlyDictionary(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && type.GetGenericArguments()[0] == typeof(string);

    private static KeyValuePair<string, object?> FromPair(object pair)
    {
        var type = pair.GetType();
        return KeyValuePair.Create((string)type.GetProperty("Key")!.GetValue(pair)!, type.GetProperty("Value")!.GetValue(pair));
    }
}
