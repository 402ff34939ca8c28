using System.Collections.Frozen;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Which kind of value each known type is.</summary>
internal static class ParameterKinds
{
    internal static FrozenDictionary<string, ParameterKind> Single { get; } = new Dictionary<string, ParameterKind>
    {
        ["System.Boolean"] = ParameterKind.Boolean,
        ["System.SByte"] = ParameterKind.Integer,
        ["System.Byte"] = ParameterKind.Integer,
        ["System.Int16"] = ParameterKind.Integer,
        ["System.UInt16"] = ParameterKind.Integer,
        ["System.Int32"] = ParameterKind.Integer,
        ["System.UInt32"] = ParameterKind.Integer,
        ["System.Int64"] = ParameterKind.Integer,
        ["System.UInt64"] = ParameterKind.Integer,
        ["System.IntPtr"] = ParameterKind.Integer,
        ["System.UIntPtr"] = ParameterKind.Integer,
        ["System.Int128"] = ParameterKind.Integer,
        ["System.UInt128"] = ParameterKind.Integer,
        ["System.Numerics.BigInteger"] = ParameterKind.Integer,
        ["System.Half"] = ParameterKind.Float,
        ["System.Single"] = ParameterKind.Float,
        ["System.Double"] = ParameterKind.Float,
        ["System.Decimal"] = ParameterKind.Decimal,
        ["System.Char"] = ParameterKind.Character,
        ["System.String"] = ParameterKind.Text,
        ["System.DateTime"] = ParameterKind.DateTime,
        ["System.DateTimeOffset"] = ParameterKind.DateTimeOffset,
        ["System.DateOnly"] = ParameterKind.Date,
        ["System.TimeOnly"] = ParameterKind.TimeOfDay,
        ["System.TimeSpan"] = ParameterKind.Duration,
        ["System.Guid"] = ParameterKind.Guid,
        ["System.Uri"] = ParameterKind.Uri,
        ["System.Version"] = ParameterKind.Version,
        ["System.IO.FileInfo"] = ParameterKind.InputFile,
        ["Tango.InputFile"] = ParameterKind.InputFile,
        ["Tango.InputFiles"] = ParameterKind.InputFiles,
    }.ToFrozenDictionary(StringComparer.Ordinal);

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
