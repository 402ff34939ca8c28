using Tango.Caching;

namespace Tango.Core.Tests.Caching;

internal static class Entry
{
    public static EntryMetadata Of(string uniqueId, string format = "json.zst") =>
        new() { UniqueId = uniqueId, Step = "step", Type = "Tests.Step", Format = format };
}
