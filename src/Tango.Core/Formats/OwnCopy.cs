using System.Collections;

namespace Tango.Formats;

/// <summary>
/// Gives every consumer of a result what it may do with as it likes: what can never change as it is, and arrays, lists and dictionaries of such values as copies. For anything
/// else there is no copy: only its format can make another one.
/// </summary>
internal static class OwnCopy
{
    // What is nested deeper may hold itself.
    private const int MaxDepth = 64;

    /// <summary>Makes a copy that shares with the original only what cannot change.</summary>
    /// <param name="value">The original; nobody changes it meanwhile.</param>
    /// <param name="membersAreExact">See <see cref="Immutability.Of"/>.</param>
    /// <param name="copy">The copy; the original itself when it cannot change.</param>
    /// <returns>False when there is no such copy.</returns>
    public static bool TryMake(object? value, bool membersAreExact, out object? copy) => TryMake(value, membersAreExact, 0, out copy);

    private static bool TryMake(object? value, bool membersAreExact, int depth, out object? copy)
    {
        copy = value;
        if (value is null or IRereadSequence || Immutability.Of(value.GetType(), membersAreExact))
        {
            return true;
        }

        return value switch
        {
            _ when depth == MaxDepth => false,
            Array array when array.GetType().IsSZArray => TryArray(array, membersAreExact, depth, out copy),
            IList when IsPlain(value, typeof(List<>)) => TryList((IList)value, membersAreExact, depth, out copy),
            IDictionary when IsPlain(value, typeof(Dictionary<,>)) => TryDictionary((IDictionary)value, membersAreExact, depth, out copy),
            _ => false,
        };
    }

    private static bool TryArray(Array array, bool membersAreExact, int depth, out object? copy)
    {
        var items = (Array)array.Clone();
        copy = items;
        return IsShallow(array.GetType().GetElementType()!) || TryItems((IList)items, membersAreExact, depth + 1);
    }

    private static bool TryList(IList list, bool membersAreExact, int depth, out object? copy)
    {
        var items = (IList)Activator.CreateInstance(list.GetType(), list)!;
        copy = items;
        return IsShallow(list.GetType().GetGenericArguments()[0]) || TryItems(items, membersAreExact, depth + 1);
    }

    // Of one type by its declaration, so one look is enough.
    private static bool IsShallow(Type item) => (item.IsValueType || item.IsSealed) && Immutability.Of(item, membersAreExact: false);

    private static bool TryItems(IList items, bool membersAreExact, int depth)
    {
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            if (!TryMake(item, membersAreExact, depth, out var copy))
            {
                return false;
            }

            if (!ReferenceEquals(item, copy))
            {
                items[index] = copy;
            }
        }

        return true;
    }

    private static bool TryDictionary(IDictionary dictionary, bool membersAreExact, int depth, out object? copy)
    {
        var type = dictionary.GetType();
        var entries = (IDictionary)Activator.CreateInstance(type, dictionary)!;
        copy = entries;
        var isComparedAlike = CollectionComparer.Of(type)?.Unusual(dictionary) is null;
        if (!isComparedAlike || !IsShallow(type.GetGenericArguments()[0]))
        {
            return false;
        }

        foreach (DictionaryEntry entry in IsShallow(type.GetGenericArguments()[1]) ? Nothing : dictionary)
        {
            if (!TryMake(entry.Value, membersAreExact, depth + 1, out var value))
            {
                return false;
            }

            entries[entry.Key] = value;
        }

        return true;
    }

    private static readonly Hashtable Nothing = [];

    private static bool IsPlain(object value, Type definition) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;
}
