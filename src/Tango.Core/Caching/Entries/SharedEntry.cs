using System.Collections.Immutable;
using Tango.Identity;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Creates an entry with the result of another: its files are the same files, by hard links.</summary>
internal static class SharedEntry
{
    /// <summary>The metadata of an entry that takes the result of another over: what computed the result, when and where stay as they are.</summary>
    /// <param name="earlier">The metadata of the other entry.</param>
    /// <param name="step">The name of the step that takes it over.</param>
    /// <param name="key">The key of both for early cut-off.</param>
    public static EntryMetadata Describe(EntryMetadata earlier, string uniqueId, string step, ImmutableArray<IdentityEntry> identity, ImmutableArray<string> dependencies, string key) => earlier with
    {
        UniqueId = uniqueId,
        Step = step,
        Identity = identity,
        Dependencies = dependencies,
        CutoffKey = key,
        TakenFrom = earlier.UniqueId,
    };

    /// <summary>Creates the entry; the caller owns its id.</summary>
    /// <param name="from">Full path of the other entry, which was verified.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="directory">Full path of the new entry.</param>
    /// <param name="shared">The metadata of the new entry.</param>
    /// <exception cref="EntryRemovedException">The other entry was removed meanwhile.</exception>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public static async Task CreateAsync(string from, EntryMetadata metadata, string directory, EntryMetadata shared)
    {
        var writer = new EntryWriter(Path.GetDirectoryName(directory)!, directory, EntryWriter.AsStored, isReplacement: false);
        try
        {
            foreach (var file in metadata.Files.OrderBy(file => file.LinkTarget is not null))
                Add(writer, from, file);

            CopyLog(from, directory);
            if (EntryMetadataFile.Exists(directory))
            {
                // This owner has lost its lock, and the next one was faster.
                writer.Discard();
                return;
            }

            await writer.CompleteAsync(shared with { Files = writer.Files }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            writer.Discard();

            // Of two folders one is missing: that of the other entry, or that of the new one, which anybody may remove too.
            throw EntryMetadataFile.Exists(from) && !Directory.Exists(directory) ? CacheAccess.NotWritable(Path.GetDirectoryName(directory)!, exception) : new EntryRemovedException(metadata.UniqueId, exception);
        }
        catch
        {
            writer.Discard();
            throw;
        }
    }

    private static void Add(EntryWriter writer, string from, EntryFile file)
    {
        var name = StoredName.WithoutGeneration(file.Name);
        if (file.LinkTarget is { } target)
            writer.CreateLink(name, target);
        else if (file.IsDirectory)
            writer.CreateDirectory(name, file.Mode);
        else
            writer.Share(file with { Name = name }, StoredName.PathIn(from, file.Name));
    }

    // Not shared: the log of an entry may be continued.
    private static void CopyLog(string from, string directory)
    {
        var log = Path.Combine(from, EntryLayout.Log);
        try
        {
            if (FileStatus.ReadLink(log).Kind == FileKind.Regular)
                File.Copy(log, Path.Combine(directory, EntryLayout.Log), overwrite: true);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // The log of another user, here or there. The result does without it.
        }
    }
}
