using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>
/// Checks values while they are written, for losses that declared types cannot show: an object or collection of a derived type, whose own members JSON would leave out, and a
/// dictionary or set whose comparer JSON would lose.
/// </summary>
internal static class ValueFidelity
{
    private static readonly ConcurrentDictionary<(Type Type, Type Declared), string?> DerivedCollections = new();

    /// <summary>Adds the check to a type's contract if it is needed.</summary>
    /// <param name="contract">The contract, while it is being created.</param>
    public static void Watch(JsonTypeInfo contract)
    {
        var declared = contract.Type;
        if (contract.Kind == JsonTypeInfoKind.Object)
        {
            // An abstract type without derived types in its contract cannot be read: such members are computed, and only written.
            if (!declared.IsSealed && (!declared.IsAbstract || contract.PolymorphismOptions is not null))
                Prepend(contract, value => RefuseDerived(value, declared));
        }
        else if (contract.Kind is JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.Enumerable && !declared.IsArray)
        {
            Prepend(contract, CollectionCheck(declared));
            if (MayCompare(declared))
                Prepend(contract, RefuseComparer);
        }
    }

    /// <summary>Refuses a collection that differs from its items alone.</summary>
    /// <param name="declared">The declared type of the collection.</param>
    /// <exception cref="ResultNotStorableException">Describes what would be lost.</exception>
    public static void CheckCollection(object value, Type declared)
    {
        var type = value.GetType();
        if (type != declared && DerivedCollections.GetOrAdd((type, declared), static key => LossOfDerived(key.Type, key.Declared)) is { } loss)
            throw new ResultNotStorableException(loss);

        if (ArrayWithoutItems.Is(value))
            throw new ResultNotStorableException($"an {ReadableName.Format(type)} is 'default', which JSON has no form for. Return an empty one ([]), or fill it.");
    }

    // Most collections have the type of the previous one.
    private static Action<object> CollectionCheck(Type declared)
    {
        Type? known = null;
        return value =>
        {
            var type = value.GetType();
            if (type != known)
            {
                CheckCollection(value, declared);
                known = type.IsValueType ? null : type;
            }
        };
    }

    // An internal framework type counts as its public base, e.g. a view of a sorted set. For an interface any collection is allowed: if one wraps another, only its items are
    // visible. A class that derives from a known collection and has more state is refused.
    private static string? LossOfDerived(Type type, Type declared)
    {
        if (declared.IsArray || (declared.IsInterface ? !AddsToCollection(type) : JsonFidelity.IsFramework(type) && !type.IsVisible))
            return null;

        var solution = JsonFidelity.FindPrivateState(type) is null
            ? $"Declare {ReadableName.Format(type)}"
            : "Return a type that has the collection as a property, a plain collection if the rest is not part of the value";
        return $"a {ReadableName.Format(type)} was found where {ReadableName.Format(declared)} is declared, and JSON would store only its items. {solution}, or store it with a custom Format.";
    }

    private static bool AddsToCollection(Type type)
    {
        if (JsonFidelity.IsFramework(type) || JsonFidelity.FindPrivateState(type) is null)
            return false;

        var level = type;
        while (!JsonFidelity.IsFramework(level))
            level = level.BaseType!;

        return typeof(System.Collections.IEnumerable).IsAssignableFrom(level);
    }

    private static void Prepend(JsonTypeInfo contract, Action<object> watch)
    {
        var own = contract.OnSerializing;
        contract.OnSerializing = own is null ? watch : value =>
        {
            watch(value);
            own(value);
        };
    }

    private static void RefuseDerived(object value, Type declared)
    {
        if (value.GetType() != declared)
        {
            throw new ResultNotStorableException(
                $"a {ReadableName.Format(value.GetType())} was found where {ReadableName.Format(declared)} is declared, and JSON would store only what {ReadableName.Format(declared)} declares. "
                + $"Declare {ReadableName.Format(value.GetType())}, or list it on {ReadableName.Format(declared)} with [JsonDerivedType] and a discriminator.");
        }
    }

    // Lists have no comparer; the value of an interface type may have one.
    private static bool MayCompare(Type type) => type.IsInterface || CollectionComparer.For(type) is not null;

    private static void RefuseComparer(object value)
    {
        if (CollectionComparer.For(value.GetType())?.Unusual(value) is { } comparer)
        {
            throw new ResultNotStorableException(
                $"{ReadableName.Format(value.GetType())} compares with {ReadableName.Format(comparer.GetType())}, which JSON would forget. "
                + "Return a plain dictionary, set or list and let its reader compare, or store it with a custom Format.");
        }
    }
}
