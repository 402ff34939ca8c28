namespace Tango.Caching.Remote;

/// <summary>The limits of the parts of an archive that are read into memory, in bytes. Result files are limited by the sizes in the metadata.</summary>
internal static class ArchiveLimits
{
    /// <summary>The metadata; a result of about 100,000 files fits.</summary>
    public const int Metadata = 32 * 1024 * 1024;

    /// <summary>The step's log.</summary>
    public const int Log = 4 * 1024 * 1024;

    /// <summary>The header of a member, with a name of any length that a file system allows.</summary>
    public const int Header = 64 * 1024;
}
