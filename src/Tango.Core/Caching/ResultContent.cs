using System.Security.Cryptography;
using System.Text;
using Tango.Caching.Entries;
using Tango.Formats;

namespace Tango.Caching;

/// <summary>What a result is, whatever computed it: two entries with equal digests give equal values to every reader.</summary>
internal static class ResultContent
{
    /// <summary>The digest of a stored result: its format, and the names, contents, permissions and links of its files.</summary>
    public static string DigestOf(EntryMetadata metadata)
    {
        var suffix = FormatName.Parse(metadata.Format).Suffix;
        var text = new StringBuilder(256);
        text.Append(metadata.Format).Append('\0').Append(metadata.FormatVersion).Append('\0').Append(metadata.IsNull);
        foreach (var file in metadata.Files.OrderBy(file => StoredName.Given(file.Name, suffix), StringComparer.Ordinal))
            text.Append('\0').Append(StoredName.Given(file.Name, suffix)).Append('\0').Append(file.Sha256).Append('\0').Append((int?)file.Mode).Append('\0').Append(file.LinkTarget);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What represents a result of which only the id is known.</summary>
    public static string Of(string uniqueId) => "id " + uniqueId;
}
