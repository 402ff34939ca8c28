using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>
/// Watches values while they are written, for what their declared types cannot tell: an object of a derived type, whose own members JSON
/// would leave out, and a dictionary or set whose comparer JSON would forget.
/// </summary>
internal static class ValueFidelity
{
    /// <summary>Adds the watch to a type's contract where it is needed.</summary>
    /// <param name="contract">The contract, while it is being made.</param>
    public static void Watch(JsonTypeInfo contract)
    {
        // What has no type of its own to bring back is only written for people: members that are computed.
        if (contract.Kind == JsonTypeInfoKind.Object && contract.Type is { IsSealed: false, IsAbstract: false })
        {
            var declared = contract.Type;
            Prepend(contract, value => RefuseDerived(value, declared));
        }
        else if (contract.Kind is JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.Enumerable && MayCompare(contract.Type))
        {
            Prepend(contract, RefuseComparer);
        }
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
                $"a {ReadableName.Of(value.GetType())} stands where {ReadableName.Of(declared)} is declared, and JSON would keep only what {ReadableName.Of(declared)} declares. "
                + $"Declare {ReadableName.Of(value.GetType())}, or list it with [JsonDerivedType] on {ReadableName.Of(declared)}.");
        }
    }

    // Arrays and lists have no comparer; an interface may hide one.
    private static bool MayCompare(Type type) =>
        !type.IsArray && (type.IsInterface || CollectionComparer.Of(type) is not null);

    private static void RefuseComparer(object value)
    {
        if (CollectionComparer.Of(value.GetType())?.Unusual(value) is { } comparer)
        {
            throw new ResultNotStorableException(
                $"{ReadableName.Of(value.GetType())} compares with {ReadableName.Of(comparer.GetType())}, which JSON would forget. "
                + "Return a plain dictionary, set or list and let its reader compare, or store it with a Format of your own.");
        }
    }
}
