using System.Collections;
using Tango.Formats.Json;
using Tango.Formats.Sequences;

namespace Tango.Formats;

/// <summary>
/// Creates copies of a result, so that no consumer can modify the value of another: immutable values are shared, arrays, lists and dictionaries of them are copied. For other
/// types there is no copy: only their format can create another object.
/// </summary>
internal static class DefensiveCopy
{
    // Deeper values may be cyclic.
    private const int MaxDepth = 64;

    /// <summary>Creates a copy that shares only immutable values with the original.</summary>
    /// <param name="value">The original; it must not be modified meanwhile.</param>
    /// <param name="membersAreExact">See <see cref="Immutability.IsImmutable"/>.</param>
    /// <param name="copy">The copy; the original itself if it is immutable.</param>
    /// <returns>False if the value cannot be copied.</returns>
    public static bool TryMake(object? value, bool membersAreExact, out object? copy) => TryMake(value, membersAreExact, 0, out copy);

    private static bool TryMake(object? value, bool membersAreExact, int depth, out object? copy)
    {
        copy = value;
        if (value is null or IRereadSequence || Immutability.IsImmutable(value.GetType(), membersAreExact))
            return true;

        var type = value.GetType();
        return depth < MaxDepth && value switch
        {
            Array array when type.IsSZArray => TryItems((IList)(copy = array.Clone()), type.GetElementType()!, membersAreExact, depth + 1),
            IList when IsPlain(type, typeof(List<>)) => TryItems((IList)(copy = New(value)), type.GetGenericArguments()[0], membersAreExact, depth + 1),
            IDictionary when IsPlain(type, typeof(Dictionary<,>)) => TryEntries((IDictionary)value, (IDictionary)(copy = New(value)), membersAreExact, depth + 1),
            _ => false,
        };
    }

    private static object New(object collection) => Activator.CreateInstance(collection.GetType(), collection)!;

    private static bool IsPlain(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    // All items are of this type, so one check is enough.
    private static bool IsShallow(Type item) => (item.IsValueType || item.IsSealed) && Immutability.IsImmutable(item, membersAreExact: false);

    private static bool TryItems(IList items, Type itemType, bool membersAreExact, int depth)
    {
        if (IsShallow(itemType))
            return true;

        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            if (!TryMake(item, membersAreExact, depth, out var copy))
                return false;

            if (!ReferenceEquals(item, copy))
                items[index] = copy;
        }

        return true;
    }

    private static bool TryEntries(IDictionary original, IDictionary entries, bool membersAreExact, int depth)
    {
        var type = original.GetType();
        var types = type.GetGenericArguments();
        if (CollectionComparer.For(type)?.Unusual(original) is not null || !IsShallow(types[0]))
            return false;

        if (IsShallow(types[1]))
            return true;

        foreach (DictionaryEntry entry in original)
        {
            if (!TryMake(entry.Value, membersAreExact, depth, out var value))
                return false;

            entries[entry.Key] = value;
        }

        return true;
    }
}
