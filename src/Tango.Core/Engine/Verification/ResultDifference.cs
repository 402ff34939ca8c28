using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;

namespace Tango.Engine.Verification;

/// <summary>The first difference of two entries: of their files' names, kinds, permissions and content. How content is compressed is none.</summary>
internal static class ResultDifference
{
    /// <summary>Compares two complete entries.</summary>
    /// <param name="stored">The full path of the cached one.</param>
    /// <param name="again">The full path of the one that was computed again.</param>
    /// <returns>A clause about the new result; null if there is no difference.</returns>
    public static string? Find(string stored, string again, CancellationToken cancellationToken)
    {
        var (storedMetadata, newMetadata) = (EntryMetadataFile.ReadMetadata(stored)!, EntryMetadataFile.ReadMetadata(again)!);
        if (storedMetadata.IsNull || newMetadata.IsNull)
            return storedMetadata.IsNull == newMetadata.IsNull ? null : newMetadata.IsNull ? "the new result is null" : "the cached result is null";

        if (FormatOf(storedMetadata) is var before && FormatOf(newMetadata) is var now && before != now)
            return $"the new result is in the format {now}, the cached one in {before}";

        return Find(ReaderOf(stored, storedMetadata), ReaderOf(again, newMetadata), cancellationToken);
    }

    private static string? Find(EntryReader stored, EntryReader again, CancellationToken cancellationToken)
    {
        foreach (var name in stored.Names.Union(again.Names).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var difference = !again.Names.Contains(name) ? "is missing in the new result"
                : !stored.Names.Contains(name) ? "is only in the new result"
                : FindInFile(name, stored, again);
            if (difference is not null)
                return $"'{SingleLine.From(name)}' {difference}";
        }

        return null;
    }

    private static string? FindInFile(string name, EntryReader stored, EntryReader again)
    {
        var (before, now) = (stored.StoredFile(name), again.StoredFile(name));
        if (before.LinkTarget != now.LinkTarget)
            return $"is {LinkText(now)} in the new result, and {LinkText(before)} in the cached one";

        if (before.Mode is { } mode && now.Mode is { } newMode && mode != newMode)
            return $"has the permissions {PermissionBits.Format(newMode)} in the new result, and {PermissionBits.Format(mode)} in the cached one";

        return !now.IsFile || (before.Size == now.Size && before.Sha256 == now.Sha256)
            ? null
            : FirstDifference.Find(() => stored.Open(name), () => again.Open(name), isJson: name.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
    }

    private static string LinkText(EntryFile file) => file.LinkTarget is { } target ? $"a link to '{SingleLine.From(target)}'" : "no link";

    private static string FormatOf(EntryMetadata metadata) => $"{metadata.Format}, version {metadata.FormatVersion}";

    private static EntryReader ReaderOf(string directory, EntryMetadata metadata) => new(directory, metadata, FormatName.Parse(metadata.Format));
}
