using System.Collections.Immutable;
using System.Text.Json;

namespace Tango.Identity;

/// <summary>The entries of an identity as JSON: a list of names, hashes and short texts, the same in <c>metadata.json</c> and <c>plan.json</c>. Written by hand, like these.</summary>
internal static class IdentityJson
{
    /// <summary>Writes the list as the member <c>identity</c>.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<IdentityEntry> identity)
    {
        json.WriteStartArray("identity");
        foreach (var entry in identity)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("hash", entry.Hash);
            json.WriteString("text", entry.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads the member <c>identity</c>.</summary>
    /// <param name="owner">The object with the member.</param>
    /// <exception cref="FormatException">A part of an entry is null.</exception>
    /// <exception cref="KeyNotFoundException">The member, or a part of an entry, is missing.</exception>
    public static ImmutableArray<IdentityEntry> Read(JsonElement owner)
    {
        var identity = owner.GetProperty("identity");
        var entries = ImmutableArray.CreateBuilder<IdentityEntry>(identity.GetArrayLength());
        foreach (var entry in identity.EnumerateArray())
            entries.Add(new IdentityEntry { Name = Text(entry, "name"), Hash = Text(entry, "hash"), Text = Text(entry, "text") });

        return entries.MoveToImmutable();
    }

    private static string Text(JsonElement entry, string name) =>
        entry.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
