using Tango.Formats;

namespace Tango.Caching.Entries;

/// <summary>Verifies entries before they are used, and quarantines corrupt ones.</summary>
internal sealed class VerifiedEntries(CorruptEntries corrupt, FormatRegistry formats)
{
    /// <summary>Reads the metadata, verifies the files, and passes both on. Tries again if the entry is replaced meanwhile.</summary>
    /// <param name="directory">The full path of the entry.</param>
    /// <param name="use">Called with an intact entry.</param>
    /// <param name="quarantine">Whether a corrupt entry is moved to the quarantine.</param>
    /// <param name="isOwned">Whether the caller owns the entry.</param>
    /// <returns>Found if the entry was used, and otherwise why not: null if it is missing.</returns>
    public async ValueTask<(CacheReadState State, string? Why)> UseAsync(
        string uniqueId, string directory, Func<EntryMetadata, EntryReader, ValueTask> use, bool quarantine, Func<bool> isOwned, CancellationToken cancellationToken)
    {
        try
        {
            while (EntryMetadataFile.Read(directory) is { } json)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await TryUseAsync(uniqueId, directory, json, use, quarantine ? isOwned : null, cancellationToken).ConfigureAwait(false) is var (state, why))
                    return (state, why);
            }

            return (CacheReadState.Missing, null);
        }
        catch (EntryUnusableException exception)
        {
            return (CacheReadState.Unusable, exception.Message);
        }
    }

    /// <summary>The format with which an entry is read.</summary>
    /// <exception cref="EntryUnusableException">It is unknown here, or has another version.</exception>
    public Format FormatOf(EntryMetadata metadata)
    {
        var format = Find(metadata);
        return format.Version == metadata.FormatVersion
            ? format
            : throw new EntryUnusableException($"it was written by version {metadata.FormatVersion} of the format '{format.Name}', and this is version {format.Version}");
    }

    // Null if the entry was removed or replaced meanwhile: then try again. Without a way to know whether it is owned, nothing is quarantined.
    private async ValueTask<(CacheReadState State, string? Why)?> TryUseAsync(
        string uniqueId, string directory, byte[] json, Func<EntryMetadata, EntryReader, ValueTask> use, Func<bool>? isOwned, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = EntryMetadataFile.Parse(json);
            await use(metadata, OpenVerified(uniqueId, directory, metadata, cancellationToken)).ConfigureAwait(false);
            return (CacheReadState.Found, null);
        }
        catch (EntryRemovedException exception) when (exception.UniqueId == uniqueId)
        {
            // It was verified, but removed before it was opened.
            return null;
        }
        catch (Exception exception) when (IsCorruption(exception))
        {
            if (EntryMetadataFile.Read(directory) is not { } now || !now.AsSpan().SequenceEqual(json))
                return null;

            if (isOwned is null)
                return (CacheReadState.Corrupt, exception.Message.TrimEnd('.'));

            return corrupt.Quarantine(uniqueId, directory, json, isOwned()) is { } place
                ? (CacheReadState.Corrupt, $"{exception.Message.TrimEnd('.')}; {place}")
                : null;
        }
    }

    private Format Find(EntryMetadata metadata)
    {
        try
        {
            return formats.Find(FormatName.Parse(metadata.Format));
        }
        catch (TangoException exception)
        {
            throw new EntryUnusableException(exception.Diagnostics[0].Message.TrimEnd('.'), exception);
        }
    }

    // Includes results that are intact but do not match the type that the step declares now: the solution is to compute them again too.
    private static bool IsCorruption(Exception exception) =>
        exception is InvalidDataException or System.Text.Json.JsonException or NotSupportedException or ResultNotStorableException;

    private static EntryReader OpenVerified(string uniqueId, string directory, EntryMetadata metadata, CancellationToken cancellationToken)
    {
        if (metadata.UniqueId != uniqueId)
            throw new InvalidDataException($"{EntryLayout.Metadata} belongs to '{metadata.UniqueId}'");

        ExpectedFormat.CheckIdentity(metadata);

        var reader = new EntryReader(directory, metadata, FormatName.Parse(metadata.Format));
        return reader.FindCorruption(cancellationToken) is { } corruption ? throw new InvalidDataException(corruption) : reader;
    }
}
