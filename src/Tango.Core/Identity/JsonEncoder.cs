using System.Text.Json;
using Tango.Parameters;

namespace Tango.Identity;

/// <summary>Encodes JSON as free-form values: members in ordinal order, numbers in canonical form.</summary>
internal static class JsonEncoder
{
    /// <summary>Writes a value. Recursive; the depth of the document is limited.</summary>
    /// <param name="extra">A member to add if it is an object; null if there is none.</param>
    public static void Write(CanonicalWriter writer, JsonElement json, KeyValuePair<string, string>? extra = null)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(writer, json, extra); break;
            case JsonValueKind.Array: WriteArray(writer, json); break;
            case JsonValueKind.String: writer.WriteText(json.GetString()); break;
            case JsonValueKind.Number: writer.WriteNumber(CanonicalNumber.From(json.GetRawText())); break;
            case JsonValueKind.True: writer.WriteBoolean(true); break;
            case JsonValueKind.False: writer.WriteBoolean(false); break;
            default: writer.WriteNull(); break;
        }
    }

    private static void WriteArray(CanonicalWriter writer, JsonElement json)
    {
        writer.BeginList(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
            Write(writer, item);
    }

    private static void WriteObject(CanonicalWriter writer, JsonElement json, KeyValuePair<string, string>? extra)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
            members[member.Name] = member.Value;

        if (extra is { } added)
            members[added.Key] = JsonSerializer.SerializeToElement(added.Value);

        writer.BeginMap(members.Count);
        foreach (var (name, value) in members)
        {
            writer.WriteText(name);
            Write(writer, value);
        }
    }
}
