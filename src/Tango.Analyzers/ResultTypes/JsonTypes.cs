namespace Tango.Analyzers.ResultTypes;

/// <summary>The framework's types by what JSON makes of them, by their names in metadata. A test compares the lists with those of the build.</summary>
internal static class JsonTypes
{
    /// <summary>Single values that JSON carries whole.</summary>
    public static IReadOnlyCollection<string> Values { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "System.Boolean", "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.Int128", "System.UInt128", "System.Half", "System.Single", "System.Double", "System.Decimal", "System.Char", "System.String",
        "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Guid", "System.Uri", "System.Version",
    };

    public static bool IsValue(string name) => ((HashSet<string>)Values).Contains(name);

    public static bool IsList(string name) => name is
        "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1"
        or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.IEnumerable`1"
        or "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.SortedSet`1" or "System.Collections.Generic.ISet`1"
        or "System.Collections.Generic.Queue`1" or "System.Collections.Generic.LinkedList`1"
        or "System.Collections.ObjectModel.Collection`1" or "System.Collections.ObjectModel.ObservableCollection`1"
        or "System.Collections.Concurrent.ConcurrentQueue`1"
        or "System.Collections.Immutable.ImmutableArray`1" or "System.Collections.Immutable.ImmutableList`1" or "System.Collections.Immutable.IImmutableList`1"
        or "System.Collections.Immutable.ImmutableHashSet`1" or "System.Collections.Immutable.ImmutableSortedSet`1"
        or "System.Collections.Immutable.IImmutableSet`1" or "System.Collections.Immutable.ImmutableQueue`1";

    public static bool IsMap(string name) => name is
        "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2"
        or "System.Collections.Generic.SortedDictionary`2" or "System.Collections.Generic.SortedList`2"
        or "System.Collections.Concurrent.ConcurrentDictionary`2"
        or "System.Collections.Immutable.ImmutableDictionary`2" or "System.Collections.Immutable.ImmutableSortedDictionary`2"
        or "System.Collections.Immutable.IImmutableDictionary`2";

    /// <summary>Collections that come back in another order.</summary>
    public static bool IsReordered(string name) => name is
        "System.Collections.Generic.Stack`1" or "System.Collections.Concurrent.ConcurrentStack`1" or "System.Collections.Concurrent.ConcurrentBag`1"
        or "System.Collections.Immutable.ImmutableStack`1" or "System.Collections.Immutable.IImmutableStack`1";

    public static bool IsTuple(string name) =>
        name.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
        || name.StartsWith("System.Tuple`", StringComparison.Ordinal)
        || name == "System.Collections.Generic.KeyValuePair`2";

    /// <summary>Whether the format <c>jsonl</c> takes it.</summary>
    public static bool IsSequence(string name) => name is
        "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1"
        or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IReadOnlyCollection`1"
        or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1";
}
