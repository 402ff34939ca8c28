using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// The entries that the pipelines of a cache need: for each project and target framework, a file in <c>.roots</c> with the machine's name, the project's state directory, and the
/// unique ids of its last complete build. Collection does not remove these entries.
/// </summary>
/// <remarks>
/// A root of this machine counts while its state directory exists, so deleting a clone frees the entries that only it needed. One of another machine, which shares or has filled the
/// cache, counts only as long as unused entries are kept. With one that cannot be parsed nothing is collected: it may be damaged, or of another version. Builds that run or have failed
/// have roots too, see <see cref="RunningBuild"/>.
/// </remarks>
internal sealed class CacheRoots
{
    private const string Extension = ".bin";
    private const string Layout = "tango root 1";

    private readonly string _cache;
    private readonly string _machine;

    /// <summary>Creates the roots of a cache.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    /// <param name="machine">The name of the machine; null: this one. Tests set it.</param>
    public CacheRoots(string cacheDirectory, string? machine = null)
    {
        _cache = cacheDirectory;
        _machine = machine ?? Environment.MachineName;
    }

    private string Folder => Path.Combine(_cache, EntryLayout.Roots);

    /// <summary>Writes the root of a pipeline.</summary>
    /// <param name="stateDirectory">Full path of the pipeline's state directory.</param>
    /// <param name="uniqueIds">The ids of its steps.</param>
    /// <remarks>Ids that it does not need any more get the current time as their last use. A read-only cache is not changed: it is not collected either.</remarks>
    public void Write(string stateDirectory, IEnumerable<string> uniqueIds)
    {
        var path = PathOf(stateDirectory);
        var after = new Root(_machine, stateDirectory, [.. uniqueIds.Order(StringComparer.Ordinal)]);
        try
        {
            var before = Read(path);
            if (before?.UniqueIds.AsSpan().SequenceEqual(after.UniqueIds) == true)
                return;

            OwnFolders.CreateOrRefuse(_cache, Folder);
            StateFile.Write(path, Layout, after.Write, isShared: true);
            Touch((before?.UniqueIds ?? []).Except(after.UniqueIds));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // The cache is read-only, see the remarks; or access to the root is denied, which only matters to a collection, and is reported there.
        }
    }

    /// <summary>Writes a root to a path of its own.</summary>
    /// <param name="isDurable">Whether it must survive a crash of the system.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public void Write(string path, string stateDirectory, IEnumerable<string> uniqueIds, bool isDurable)
    {
        OwnFolders.CreateOrRefuse(_cache, Folder);
        StateFile.Write(path, Layout, new Root(_machine, stateDirectory, [.. uniqueIds]).Write, isDurable, isShared: true);
    }

    /// <summary>Shows whether roots were written or removed since.</summary>
    public FileStamp Stamp() => FileStatus.Read(Folder).Stamp;

    /// <summary>Returns every id that a pipeline needs or a running build uses, and removes roots that do not count any more.</summary>
    /// <param name="oldest">The oldest time, UTC, at which the root of another machine may have been written to count.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="removes">Whether roots that do not count are removed.</param>
    /// <exception cref="TangoException">A root is damaged, or is no file: it is not known what is needed.</exception>
    /// <exception cref="IOException">A root cannot be read or removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IReadOnlySet<string> Collect(DateTime oldest, DateTime now, bool removes)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in PathsOfRoots())
        {
            if (ReadForCollection(path) is not { } root)
                continue;

            if (Counts(path, root, oldest, now))
                needed.UnionWith(root.UniqueIds);
            else if (removes)
                FileChange.Delete(path);
        }

        if (removes)
            RemoveUnfinished(now - RunningBuild.Protection);

        return needed;
    }

    /// <summary>Removes a pipeline's root.</summary>
    /// <param name="stateDirectory">Full path of the pipeline's state directory.</param>
    /// <returns>The ids in it.</returns>
    /// <exception cref="IOException">The root cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public IReadOnlyList<string> Remove(string stateDirectory)
    {
        var path = PathOf(stateDirectory);
        var ids = Read(path)?.UniqueIds ?? [];
        FileChange.Delete(path);
        return ids;
    }

    /// <summary>The full path of a pipeline's root.</summary>
    public string PathOf(string stateDirectory) => Path.Combine(Folder, DigestName.From($"{_machine}\n{stateDirectory}") + Extension);

    private static Root? Read(string path) => StateFile.Read(path, Layout, Root.Read);

    // Files under other names are not ours: those of file managers and network mounts.
    private string[] PathsOfRoots() => FileStatus.ReadLink(Folder).Kind switch
    {
        FileKind.Missing => [],
        FileKind.Directory => [.. Directory.GetFileSystemEntries(Folder).Where(path => Path.GetFileName(path)[0] != '.' && path.EndsWith(Extension, StringComparison.Ordinal))],
        var kind => throw NotReadable(Folder, $"is {SpecialFile.Describe(kind)} and not a folder"),
    };

    // Null if a build that has ended meanwhile has removed it.
    private Root? ReadForCollection(string path)
    {
        if (Read(path) is { } root)
            return root;

        var kind = FileStatus.ReadLink(path).Kind;
        return kind == FileKind.Missing ? null
            : throw NotReadable(path, kind == FileKind.Regular ? "is damaged, or another version of Tango wrote it" : $"is {SpecialFile.Describe(kind)} and not a file");
    }

    private TangoException NotReadable(string path, string what) => new(Descriptors.RootNotReadable.Create(DiagnosticSubject.None, path, what, _cache));

    // What a build that was killed at that moment left.
    private void RemoveUnfinished(DateTime oldest)
    {
        foreach (var path in Directory.Exists(Folder) ? Directory.GetFiles(Folder, $".*{Extension}") : [])
        {
            if (RandomName.IsStaged(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < oldest)
                FileChange.TryDelete(path);
        }
    }

    private bool Counts(string path, Root root, DateTime oldest, DateTime now) =>
        RunningBuild.IsOf(path) ? File.GetLastWriteTimeUtc(path) >= now - RunningBuild.Protection
        : root.Machine == _machine ? Directory.Exists(root.StateDirectory)
        : File.GetLastWriteTimeUtc(path) >= oldest;

    private void Touch(IEnumerable<string> uniqueIds)
    {
        foreach (var id in uniqueIds)
        {
            var entry = Path.Combine(_cache, id);
            if (FileStatus.ReadLink(entry).Kind == FileKind.Directory)
                Directory.SetLastWriteTimeUtc(entry, DateTime.UtcNow);
        }
    }

    private sealed record Root(string Machine, string StateDirectory, string[] UniqueIds)
    {
        public static Root Read(StateReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadAll(StateReader.ReadText));

        public void Write(StateWriter writer)
        {
            writer.Write(Machine);
            writer.Write(StateDirectory);
            writer.WriteAll(UniqueIds);
        }
    }
}
