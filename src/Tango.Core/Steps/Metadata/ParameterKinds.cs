using System.Collections.Frozen;
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

    internal static FrozenDictionary<string, ParameterKind> Collections { get; } = new Dictionary<string, ParameterKind>
    {
        ["System.Collections.Generic.List`1"] = ParameterKind.List,
        ["System.Collections.Generic.IList`1"] = ParameterKind.List,
        ["System.Collections.Generic.IReadOnlyList`1"] = ParameterKind.List,
        ["System.Collections.Generic.ICollection`1"] = ParameterKind.List,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = ParameterKind.List,
        ["System.Collections.Generic.IEnumerable`1"] = ParameterKind.List,
        ["System.Collections.Generic.IAsyncEnumerable`1"] = ParameterKind.List,
        ["System.Collections.Immutable.ImmutableArray`1"] = ParameterKind.List,
        ["System.Collections.Immutable.ImmutableList`1"] = ParameterKind.List,
        ["System.Collections.Immutable.IImmutableList`1"] = ParameterKind.List,
        ["System.Collections.Generic.HashSet`1"] = ParameterKind.Set,
        ["System.Collections.Generic.SortedSet`1"] = ParameterKind.Set,
        ["System.Collections.Generic.ISet`1"] = ParameterKind.Set,
        ["System.Collections.Generic.IReadOnlySet`1"] = ParameterKind.Set,
        ["System.Collections.Immutable.ImmutableHashSet`1"] = ParameterKind.Set,
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = ParameterKind.Set,
        ["System.Collections.Immutable.IImmutableSet`1"] = ParameterKind.Set,
        ["System.Collections.Frozen.FrozenSet`1"] = ParameterKind.Set,
        ["System.Collections.Generic.Dictionary`2"] = ParameterKind.Map,
        ["System.Collections.Generic.SortedDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Generic.IDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Immutable.ImmutableDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Immutable.IImmutableDictionary`2"] = ParameterKind.Map,
        ["System.Collections.Frozen.FrozenDictionary`2"] = ParameterKind.Map,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
