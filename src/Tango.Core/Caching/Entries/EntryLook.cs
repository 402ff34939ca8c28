using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>What the metadata of an entry tell a plan. The files of the result are not read.</summary>
internal sealed record EntryLook(CacheReadState State)
{
    /// <summary>There is no complete entry.</summary>
    public static EntryLook Missing { get; } = new(CacheReadState.Missing);

    /// <summary>If unusable: why, as part of a sentence.</summary>
    public string? Why { get; init; }

    /// <summary>If found: the summary of the step that computed the result; null if it gave none.</summary>
    public string? Summary { get; init; }

    /// <summary>If found: the metrics of the step that computed the result; null if it gave none.</summary>
    public ImmutableSortedDictionary<string, double>? Metrics { get; init; }

    /// <summary>If found: the size of the stored result in bytes.</summary>
    public long Size { get; init; }

    /// <summary>If found: how long the step ran that computed the result.</summary>
    public TimeSpan Cost { get; init; }

    /// <summary>If found: the fingerprint of the code that ran; null if it is not recorded.</summary>
    public string? CodeFingerprint { get; init; }

    /// <summary>The entry is complete, as far as its metadata show.</summary>
    public static EntryLook Found(EntryMetadata? metadata) => metadata is null ? new(CacheReadState.Found) : new(CacheReadState.Found)
    {
        Summary = metadata.Summary,
        Metrics = metadata.Metrics.IsEmpty ? null : metadata.Metrics,
        Size = metadata.Size,
        Cost = metadata.Duration,
        CodeFingerprint = metadata.CodeFingerprint,
    };

    /// <summary>Looks at an entry.</summary>
    /// <param name="directory">Its full path.</param>
    /// <param name="expected">The format that the step's identity contains.</param>
    public static EntryLook At(string directory, ExpectedFormat expected)
    {
        try
        {
            if (EntryMetadataFile.ReadMetadata(directory) is not { } metadata)
                return FindStranger(directory) is { } stranger ? new(CacheReadState.Unusable) { Why = stranger } : UnlessObstructed(directory, Missing);

            expected.Check(metadata);
            return Found(metadata);
        }
        catch (EntryUnusableException exception)
        {
            return new(CacheReadState.Unusable) { Why = exception.Message };
        }
        catch (InvalidDataException)
        {
            return UnlessObstructed(directory, new(CacheReadState.Corrupt));
        }
    }

    // What others have put in the place of the entry is left as it is: a link, which may lead anywhere, a file or pipe, or a folder of theirs.
    private static string? FindStranger(string directory)
    {
        try
        {
            return FileStatus.ReadLink(directory).Kind switch
            {
                FileKind.Missing => null,
                FileKind.Directory when EntryForm.HasContentOfEntry(directory) => null,
                FileKind.Directory => "it is a folder with files that Tango has not written",
                FileKind.Link => "it is a link to no complete entry",
                var kind => $"it is {SpecialFile.Describe(kind)}",
            };
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return $"it cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }

    // Without its lock an entry can neither be written nor quarantined. Of a link there is no lock, because nothing is changed behind it.
    private static EntryLook UnlessObstructed(string directory, EntryLook look) =>
        !FolderLinks.IsLink(directory) && FileLock.FindObstacle(Path.Combine(directory, EntryLayout.Lock)) is { } obstacle ? new(CacheReadState.Unusable) { Why = obstacle } : look;
}
