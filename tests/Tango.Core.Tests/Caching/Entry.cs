using Tango.Caching;

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
}
