using System.Text;
using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching;

internal static class Entry
{
    public static EntryMetadata Of(string uniqueId, string format = "json.zst") =>
        new() { UniqueId = uniqueId, Step = "step", Type = "Tests.Step", Format = format };

    /// <summary>Puts something else into a file of an entry, which is read-only, as only somebody who means it can.</summary>
    public static void Overwrite(string path, string content)
    {
        Assert.True(File.Exists(path));
        File.Delete(path);
        File.WriteAllText(path, content);
    }

    /// <summary>Edits the metadata of an entry and computes their digest again, as only another version of Tango, or somebody who means it, can.</summary>
    public static void Reseal(string entry, string before, string after)
    {
        var path = Path.Combine(entry, EntryLayout.Metadata);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllBytes(path, Resealed(text.Replace(before, after, StringComparison.Ordinal)));
    }

    /// <summary>The metadata with the digest that they should have.</summary>
    public static byte[] Resealed(string metadata) => EntryMetadataDigest.Fill(Encoding.UTF8.GetBytes(metadata));
}
