using Tango.Parameters;

namespace Tango.Steps.Metadata.Json;

/// <summary>Types of the framework that JSON supports, by how their type arguments are examined.</summary>
internal static class JsonKinds
{
    /// <summary>Whether JSON represents every value of a type completely, without examining type arguments.</summary>
    internal static bool IsValue(string fullName) =>
        ScalarTypes.Contains(fullName) && fullName is not ("System.IntPtr" or "System.UIntPtr" or "System.Numerics.BigInteger");

    /// <summary>Whether a type is a collection whose only type argument is the type of its items.</summary>
    internal static bool IsList(string fullName) => fullName is
        "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1"
        or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.IEnumerable`1"
        or "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.SortedSet`1" or "System.Collections.Generic.ISet`1"
        or "System.Collections.Generic.Queue`1" or "System.Collections.Generic.LinkedList`1"
        or "System.Collections.ObjectModel.Collection`1" or "System.Collections.ObjectModel.ObservableCollection`1"
        or "System.Collections.Concurrent.ConcurrentQueue`1"
        or "System.Collections.Immutable.ImmutableArray`1" or "System.Collections.Immutable.ImmutableList`1" or "System.Collections.Immutable.IImmutableList`1"
        or "System.Collections.Immutable.ImmutableHashSet`1" or "System.Collections.Immutable.ImmutableSortedSet`1"
        or "System.Collections.Immutable.IImmutableSet`1" or "System.Collections.Immutable.ImmutableQueue`1"
        or "Microsoft.FSharp.Collections.FSharpList`1" or "Microsoft.FSharp.Collections.FSharpSet`1";

    /// <summary>Whether a type is a dictionary.</summary>
    internal static bool IsMap(string fullName) => fullName is
        "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2"
        or "System.Collections.Generic.SortedDictionary`2" or "System.Collections.Generic.SortedList`2"
        or "System.Collections.Concurrent.ConcurrentDictionary`2"
        or "System.Collections.Immutable.ImmutableDictionary`2" or "System.Collections.Immutable.ImmutableSortedDictionary`2"
        or "System.Collections.Immutable.IImmutableDictionary`2"
        or "Microsoft.FSharp.Collections.FSharpMap`2";

    /// <summary>Whether a type is as complete as its type argument.</summary>
    internal static bool IsOption(string fullName) => fullName is
        "System.Nullable`1" or "Microsoft.FSharp.Core.FSharpOption`1" or "Microsoft.FSharp.Core.FSharpValueOption`1";

    /// <summary>Whether a type contains a value of each of its type arguments and nothing else.</summary>
    internal static bool IsTuple(string fullName) =>
        fullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
        || fullName.StartsWith("System.Tuple`", StringComparison.Ordinal)
        || fullName == "System.Collections.Generic.KeyValuePair`2";

    /// <summary>The type of the items of a sequence that the format <c>jsonl</c> can store; null for other types.</summary>
    internal static TypeSignature? ItemOf(TypeSignature type) => type switch
    {
        TypeSignature.Array { Rank: 0 } array => array.Element,
        { TypeArguments: [var item] } when type.Definition!.FullName is
            "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1"
            or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IReadOnlyCollection`1"
            or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1" => item,
        _ => null,
    };
}
