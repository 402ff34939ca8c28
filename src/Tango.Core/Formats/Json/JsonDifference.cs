using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>Finds the first difference of two JSON values. The order of members is ignored.</summary>
internal static class JsonDifference
{
    private const int LongestText = 60;

    /// <summary>Describes the path and the values of the first difference; null if there is none.</summary>
    public static string? Find(JsonElement before, JsonElement after) => Find(before, after, "");

    private static string? Find(JsonElement before, JsonElement after, string place) => (before.ValueKind, after.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => FindInMembers(before, after, place),
        (JsonValueKind.Array, JsonValueKind.Array) when before.GetArrayLength() == after.GetArrayLength() => FindInItems(before, after, place),
        _ => before.GetRawText() == after.GetRawText() ? null : Say(place, Shortened(before), Shortened(after)),
    };

    private static string? FindInItems(JsonElement before, JsonElement after, string place)
    {
        var others = after.EnumerateArray();
        var index = 0;
        foreach (var item in before.EnumerateArray())
        {
            others.MoveNext();
            if (Find(item, others.Current, $"{place}[{index++}]") is { } difference)
                return difference;
        }

        return null;
    }

    private static string? FindInMembers(JsonElement before, JsonElement after, string place)
    {
        // A name may occur twice.
        var others = after.EnumerateObject().ToLookup(member => member.Name, member => member.Value, StringComparer.Ordinal);
        foreach (var members in before.EnumerateObject().GroupBy(member => member.Name, member => member.Value, StringComparer.Ordinal))
        {
            var below = place.Length == 0 ? members.Key : $"{place}.{members.Key}";
            var (one, other) = (members.ToList(), others[members.Key].ToList());
            for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
            {
                var difference = i >= other.Count ? Say(below, Shortened(one[i]), "nothing") : i >= one.Count ? Say(below, "nothing", Shortened(other[i])) : Find(one[i], other[i], below);
                if (difference is not null)
                    return difference;
            }
        }

        var known = before.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        return after.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => Say($"{place}.{member.Name}".TrimStart('.'), "nothing", Shortened(member.Value))).FirstOrDefault();
    }

    private static string Say(string place, string before, string after) =>
        place.Length == 0 ? $"it was {before} and would be {after}" : $"'{place}' was {before} and would be {after}";

    private static string Shortened(JsonElement value) => value.GetRawText() is { Length: > LongestText } text ? text[..LongestText] + "…" : value.GetRawText();
}
