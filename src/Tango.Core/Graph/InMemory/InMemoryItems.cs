using System.Collections;
using Tango.Parameters;

namespace Tango.Graph.InMemory;

/// <summary>The items of a sequence that is an argument, enumerated once.</summary>
internal static class InMemoryItems
{
    /// <summary>All items in a new array of their own type; null if the value is not a sequence.</summary>
    public static Array? CopyOf(object value)
    {
        if (value is Array { Rank: 1 } array)
            return (Array)array.Clone();

        if (value is string || ItemTypeOf(value.GetType()) is not { } item)
            return value is IEnumerable untyped and not string ? untyped.Cast<object?>().ToArray() : null;

        return ((IItemCopier)Activator.CreateInstance(typeof(ItemCopier<>).MakeGenericType(item))!).Copy(value);
    }

    /// <summary>Whether the items can be used directly: single values of exactly the declared type, none of them null.</summary>
    public static bool AreOf(Array items, ParameterType element)
    {
        var type = items.GetType().GetElementType()!;
        return type.FullName == element.Name.FullName
            && element.Kind is not ParameterKind.Enumeration
            && ScalarTypes.Contains(element.Name.FullName)
            && (type.IsValueType || Array.IndexOf(items, null) < 0);
    }

    private static Type? ItemTypeOf(Type type) =>
        Array.Find(type.GetInterfaces(), candidate => IsGeneric(candidate, typeof(IEnumerable<>)) || IsGeneric(candidate, typeof(IAsyncEnumerable<>)))
            ?.GetGenericArguments()[0];

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private interface IItemCopier
    {
        Array Copy(object sequence);
    }

    private sealed class ItemCopier<T> : IItemCopier
    {
        public Array Copy(object sequence) =>
            sequence is IAsyncEnumerable<T> items and not IEnumerable<T> ? items.ToBlockingEnumerable().ToArray() : ((IEnumerable<T>)sequence).ToArray();
    }
}
