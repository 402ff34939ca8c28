using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>The parameter kinds of known types.</summary>
internal static class ParameterKinds
{
    /// <summary>The kind of a type that is not generic; <see cref="ParameterKind.Object"/> if it is unknown.</summary>
    internal static ParameterKind ForSingle(string fullName) => fullName switch
    {
        "System.IO.FileInfo" or "Tango.InputFile" => ParameterKind.InputFile,
        "Tango.InputFiles" => ParameterKind.InputFiles,
        _ => ScalarTypes.Find(fullName)?.Kind ?? ParameterKind.Object,
    };

    /// <summary>The kind of a generic type, without its arguments; <see cref="ParameterKind.Object"/> if it is no known collection.</summary>
    // Not a dictionary: that of an enumeration would be compiled in every first build.
    internal static ParameterKind ForCollection(string fullName) => fullName switch
    {
        "System.Collections.Generic.List`1"
            or "System.Collections.Generic.IList`1"
            or "System.Collections.Generic.IReadOnlyList`1"
            or "System.Collections.Generic.ICollection`1"
            or "System.Collections.Generic.IReadOnlyCollection`1"
            or "System.Collections.Generic.IEnumerable`1"
            or "System.Collections.Generic.IAsyncEnumerable`1"
            or "System.Collections.Immutable.ImmutableArray`1"
            or "System.Collections.Immutable.ImmutableList`1"
            or "System.Collections.Immutable.IImmutableList`1" => ParameterKind.List,
        "System.Collections.Generic.HashSet`1"
            or "System.Collections.Generic.SortedSet`1"
            or "System.Collections.Generic.ISet`1"
            or "System.Collections.Generic.IReadOnlySet`1"
            or "System.Collections.Immutable.ImmutableHashSet`1"
            or "System.Collections.Immutable.ImmutableSortedSet`1"
            or "System.Collections.Immutable.IImmutableSet`1"
            or "System.Collections.Frozen.FrozenSet`1" => ParameterKind.Set,
        "System.Collections.Generic.Dictionary`2"
            or "System.Collections.Generic.SortedDictionary`2"
            or "System.Collections.Generic.IDictionary`2"
            or "System.Collections.Generic.IReadOnlyDictionary`2"
            or "System.Collections.Immutable.ImmutableDictionary`2"
            or "System.Collections.Immutable.ImmutableSortedDictionary`2"
            or "System.Collections.Immutable.IImmutableDictionary`2"
            or "System.Collections.Frozen.FrozenDictionary`2" => ParameterKind.Map,
        _ => ParameterKind.Object,
    };
}
