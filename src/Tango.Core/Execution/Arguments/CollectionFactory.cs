using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Tango.Execution.Results;

namespace Tango.Execution.Arguments;

/// <summary>Creates any of the framework's collections from items.</summary>
internal static class CollectionFactory
{
    /// <summary>The type of a collection's items; null if the type is not a collection that can be created from items.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsSZArray)
            return type.GetElementType();

        if (type == typeof(string) || IsMap(type))
            return null;

        return Interfaces(type)
            .FirstOrDefault(candidate => IsGeneric(candidate, typeof(IEnumerable<>)) || IsGeneric(candidate, typeof(IAsyncEnumerable<>)))
            ?.GetGenericArguments()[0];
    }

    /// <summary>Creates a collection.</summary>
    /// <param name="type">A type for which <see cref="ElementOf"/> does not return null.</param>
    /// <param name="items">An array of its element type.</param>
    public static object Create(Type type, Array items)
    {
        if (type.IsInstanceOfType(items))
            return items;

        var element = items.GetType().GetElementType()!;
        return Call(nameof(CreateOf), element, type, items)
            ?? throw new InvalidCastException($"A list of {element} cannot be made into {type}.");
    }

    /// <summary>The type of the values of a dictionary with string keys; null if the type is not one.</summary>
    public static Type? ValueOf(Type type) =>
        Interfaces(type)
            .Where(candidate => IsGeneric(candidate, typeof(IDictionary<,>)) || IsGeneric(candidate, typeof(IReadOnlyDictionary<,>)))
            .Select(candidate => candidate.GetGenericArguments())
            .FirstOrDefault(arguments => arguments[0] == typeof(string))
            ?[1];

    /// <summary>Creates a dictionary; null if it is none of the framework's types.</summary>
    /// <param name="type">A type for which <see cref="ValueOf"/> does not return null.</param>
    public static object? CreateMap(Type type, Type value, KeyValuePair<string, object?>[] members) =>
        Call(nameof(CreateMapOf), value, type, members);

    /// <summary>All items of a collection, in order, as an array of its element type.</summary>
    /// <param name="collection">A sequence, asynchronous or not.</param>
    /// <param name="element">The type of the array's elements.</param>
    public static Array ToArray(object collection, Type element) => (Array)Call(nameof(ToArrayOf), element, collection)!;

    private static object? Call(string method, Type element, params object[] arguments) =>
        typeof(CollectionFactory)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(element)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    private static object? CreateOf<T>(Type type, T[] items)
    {
        if (type.IsAssignableFrom(typeof(List<T>)))
            return new List<T>(items);

        if (type.IsAssignableFrom(typeof(HashSet<T>)))
            return new HashSet<T>(items);

        if (type == typeof(IAsyncEnumerable<T>))
            return items.ToAsyncEnumerable();

        return (items is string[] texts ? Sorted(type, texts) : null) ?? Immutable(type, items) ?? FromConstructor(type, items);
    }

    /// <summary>A set of strings with the same order on every machine; null if the type is not a sorted set. By default these sort by the machine's culture.</summary>
    /// <param name="type">The type to create.</param>
    public static object? Sorted(Type type, IEnumerable<string> texts) =>
        type == typeof(SortedSet<string>) ? new SortedSet<string>(texts, StringComparer.Ordinal)
        : type == typeof(ImmutableSortedSet<string>) ? texts.ToImmutableSortedSet(StringComparer.Ordinal)
        : null;

    private static object? Immutable<T>(Type type, T[] items)
    {
        object[] made =
        [
            ImmutableArray.Create(items),
            ImmutableList.Create(items),
            ImmutableHashSet.Create(items),
            ImmutableSortedSet.Create(items),
            ImmutableQueue.Create(items),
            items.ToFrozenSet(),
        ];
        return type.Namespace == typeof(ImmutableList).Namespace || type.Namespace == typeof(FrozenSet).Namespace ? Array.Find(made, type.IsInstanceOfType) : null;
    }

    private static object? CreateMapOf<T>(Type type, KeyValuePair<string, object?>[] members)
    {
        var map = members.ToDictionary(member => member.Key, member => (T)member.Value!, StringComparer.Ordinal);
        if (type.IsInstanceOfType(map))
            return map;

        object[] made =
        [
            new SortedDictionary<string, T>(map, StringComparer.Ordinal),
            map.ToImmutableDictionary(StringComparer.Ordinal),
            map.ToImmutableSortedDictionary(StringComparer.Ordinal),
            map.ToFrozenDictionary(StringComparer.Ordinal),
        ];
        return Array.Find(made, type.IsInstanceOfType);
    }

    private static object? FromConstructor<T>(Type type, T[] items) =>
        type.IsAbstract ? null : type.GetConstructor([typeof(IEnumerable<T>)])?.Invoke([items]);

    private static T[] ToArrayOf<T>(object collection) => collection switch
    {
        IAsyncEnumerable<T> sequence => sequence.ToBlockingEnumerable().ToArray(),
        IEnumerable<T> sequence => [.. sequence],
        IEnumerable sequence => [.. sequence.Cast<object?>().Select(item => (T)ResultAdapter.Adapt(item, typeof(T))!)],
        _ => ToArrayOf<T>(AsEnumerable(collection)),
    };

    // An asynchronous sequence of another element type becomes an array of its own element type first.
    private static IEnumerable AsEnumerable(object collection) =>
        ElementOf(collection.GetType()) is { } element
            ? ToArray(collection, element)
            : throw new InvalidCastException($"{collection.GetType()} is not a sequence.");

    private static bool IsMap(Type type) =>
        Interfaces(type).Any(candidate => IsGeneric(candidate, typeof(IDictionary<,>)) || IsGeneric(candidate, typeof(IReadOnlyDictionary<,>)));

    private static IEnumerable<Type> Interfaces(Type type) => type.GetInterfaces().Prepend(type);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
