using System.Globalization;
using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.ResultTypes;

public sealed class JsonTypesTests
{
    public static TheoryData<string> Collections =>
    [
        "List<{0}>", "IList<{0}>", "IReadOnlyList<{0}>", "ICollection<{0}>", "IReadOnlyCollection<{0}>", "IEnumerable<{0}>", "HashSet<{0}>", "SortedSet<{0}>", "ISet<{0}>",
        "Queue<{0}>", "LinkedList<{0}>", "{0}[]", "System.Collections.Immutable.ImmutableArray<{0}>", "System.Collections.Immutable.ImmutableList<{0}>",
        "Dictionary<string, {0}>", "IReadOnlyDictionary<string, {0}>", "SortedDictionary<int, {0}>", "System.Collections.Immutable.ImmutableDictionary<string, {0}>",
        "(int, {0})", "Tuple<{0}>", "KeyValuePair<string, {0}>",
    ];

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task The_items_of_a_collection_are_examined(string collection)
    {
        const string Item = "public class Item { private int _x; public int X() => _x++; }";
        var type = string.Format(CultureInfo.InvariantCulture, collection, "Item");
        var compilation = Source.Parse($"[Step(Deterministic = true, Format = \"json\")] public class S : Step<{type}> {{ public {type} Run() => throw new NotSupportedException(); }} {Item}").Compile();

        var found = Assert.Single(await Analysis.RunAsync(compilation));

        Assert.Contains("'_x' of Item would be lost", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(BuildMessages.JsonLosses(compilation)["S"]!, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
