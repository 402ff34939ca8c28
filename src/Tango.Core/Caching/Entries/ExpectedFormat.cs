using Tango.Formats;
using Tango.Identity;

namespace Tango.Caching.Entries;

/// <summary>The format that a step's identity contains. An entry in another one was not written for this step.</summary>
/// <param name="Name">The format's own name: the compression is not part of an identity.</param>
/// <param name="Version">The format's version; null if it is not known.</param>
internal sealed record ExpectedFormat(string Name, int? Version)
{
    /// <summary>The format of a step.</summary>
    /// <param name="format">Its name, with the compression.</param>
    /// <param name="custom">Its description if it is a custom one.</param>
    public static ExpectedFormat From(FormatName format, CustomFormat? custom = null) => new(format.Name, BuiltInFormats.VersionOf(format.Name) ?? custom?.Version);

    /// <summary>Refuses an entry that another format wrote.</summary>
    /// <exception cref="EntryUnusableException">It did.</exception>
    public void Check(EntryMetadata metadata)
    {
        var name = FormatName.Parse(metadata.Format).Name;
        if (name != Name || (Version is { } version && version != metadata.FormatVersion))
            throw Unexpected(metadata, $"'{Name}'{(Version is { } expected ? $" {expected}" : "")}");
    }

    /// <summary>Refuses an entry whose metadata name one format, and another one as part of the identity.</summary>
    /// <exception cref="EntryUnusableException">They do.</exception>
    public static void CheckIdentity(EntryMetadata metadata)
    {
        var recorded = metadata.Identity.FirstOrDefault(entry => entry.Name == IdentityEntryNames.Format)?.Text;
        var name = FormatName.Parse(metadata.Format).Name;
        if (recorded is not null && recorded != name && recorded != $"{name} {metadata.FormatVersion}")
            throw Unexpected(metadata, $"'{recorded}'");
    }

    private static EntryUnusableException Unexpected(EntryMetadata metadata, string expected) =>
        new($"its result is in the format '{Diagnostics.SingleLine.From(metadata.Format)}' {metadata.FormatVersion}, and not in {expected}");
}
