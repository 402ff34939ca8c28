using System.Collections.Immutable;
using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching.Exports;

/// <summary>Writes the files of a verified entry, decompressed, to a path of the user's; editing them there never changes the cache.</summary>
internal sealed class ResultExport
{
    private const int BufferSize = 64 * 1024;

    // Fewer files are copied before threads have started.
    private const int Many = 64;

    private readonly EntryReader _reader;
    private readonly ExportRules? _rules;
    private readonly Dictionary<string, string> _nameByPath = new(PathComparison.Comparer);
    private readonly ImmutableArray<string>.Builder _files = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _folders = ImmutableArray.CreateBuilder<string>();
    private readonly List<(string Place, UnixFileMode? Mode)> _unchanged = [];

    /// <summary>Creates an export.</summary>
    /// <param name="rules">What it may replace at its destination; null: anything.</param>
    public ResultExport(EntryReader reader, ExportRules? rules = null)
    {
        _reader = reader;
        _rules = rules;
    }

    private bool IsTree => _reader.Names.Count > 1 || _reader.Names.Any(name => name.EndsWith('/'));

    /// <summary>Writes the files of the result to a path.</summary>
    /// <param name="destination">The full path; see <see cref="DirectoryStepCache.ExportAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Cancels the copying; completed files stay.</param>
    /// <exception cref="ExportRefusedException">A file or a link is in the way; nothing was written.</exception>
    public async ValueTask<ExportedResult> ToAsync(string destination, CancellationToken cancellationToken)
    {
        var changed = await FindChangedAsync(destination, cancellationToken).ConfigureAwait(false);

        changed.RemoveAll(file => IsWrittenElsewhere(file.Name, file.Place));
        foreach (var (_, place) in changed)
            _rules?.Check(place);

        var folders = FoldersAt(destination);
        foreach (var folder in folders.Missing())
            _rules?.CheckFolders(Path.Combine(folder, "."));

        foreach (var place in changed.Select(file => file.Place).Concat(folders.Missing().Select(folder => Path.Combine(folder, "any"))).ToList())
            _rules?.MakeWay(place);

        folders.Make();
        if (changed is [var (_, only)] && only == destination && Directory.Exists(destination))
            FileChange.DeleteFolder(destination);

        foreach (var folder in changed.Select(file => Path.GetDirectoryName(file.Place)!).Distinct(StringComparer.Ordinal))
            Directory.CreateDirectory(folder);

        await ReplaceAsync(changed, cancellationToken).ConfigureAwait(false);
        foreach (var (name, place) in changed)
        {
            if (_reader.StoredFile(name).LinkTarget is { } target)
                ReplaceByLink(place, target);
        }

        SetModes();
        folders.Complete();
        _files.Sort(StringComparer.Ordinal);
        return new(CacheReadState.Found, _files.ToImmutable()) { ChangedCount = changed.Count, Folders = _folders.ToImmutable() };
    }

    private bool MayReplace(string place) => _rules?.MayReplace?.Invoke(place) ?? true;

    private ExportedFolders FoldersAt(string destination)
    {
        var folders = new ExportedFolders();
        foreach (var name in _reader.Names.Where(name => name.EndsWith('/')))
        {
            var below = BelowRoot(name);
            var place = Path.Combine(destination, below);
            folders.Add(place, _reader.StoredFile(name).Mode);
            if (below.Length > 0)
                _folders.Add(place);
        }

        return folders;
    }

    // A file whose content is equal may have other permission bits.
    private void SetModes()
    {
        foreach (var (place, mode) in _unchanged)
        {
            if (mode is not null && PermissionBits.Read(place) != mode && MayReplace(place))
                PermissionBits.Set(place, mode);
        }
    }

    /// <summary>Compares with existing files instead of exporting.</summary>
    /// <param name="destination">The full path, as for an export.</param>
    /// <param name="ownsFolder">Whether other files in the destination folder are differences too.</param>
    public async ValueTask<ComparedResult> CompareAsync(string destination, bool ownsFolder, CancellationToken cancellationToken)
    {
        var differences = ImmutableArray.CreateBuilder<ExportDifference>();
        foreach (var (name, place) in await FindChangedAsync(destination, cancellationToken).ConfigureAwait(false))
        {
            differences.Add(_reader.StoredFile(name).LinkTarget is { } target && FileStatus.ReadLink(place).Kind != FileKind.Missing
                ? new(ExportDifferenceKind.Changed, place, $"it is not a link to '{target}'")
                : FileStatus.Read(place).Kind == FileKind.Regular
                ? new(ExportDifferenceKind.Changed, place, Describe(name, place))
                : new(ExportDifferenceKind.Missing, place, "it is missing"));
        }

        if (ownsFolder && IsTree && Directory.Exists(destination))
        {
            // Hidden files are not created by steps: .gitattributes and the like, which Windows does not hide. A link is not followed.
            var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
            differences.AddRange(Directory.EnumerateFiles(destination, "*", all)
                .Where(path => !Path.GetRelativePath(destination, path).Split(Path.DirectorySeparatorChar).Any(name => name.StartsWith('.')))
                .Except(_files, PathComparison.Comparer)
                .Order(StringComparer.Ordinal)
                .Select(path => new ExportDifference(ExportDifferenceKind.Extra, path, "it is not part of the result")));
        }

        _files.Sort(StringComparer.Ordinal);
        return new(CacheReadState.Found, _files.ToImmutable(), differences.ToImmutable());
    }

    // A tree may contain links to its own files: such a file is written by its own path.
    private bool IsWrittenElsewhere(string name, string place) =>
        _rules?.Links.FindOther(place) is { } other && _nameByPath.TryGetValue(other, out var otherName) && _reader.StoredFile(otherName).Sha256 == _reader.StoredFile(name).Sha256;

    private string Describe(string name, string place)
    {
        if (!SpecialFile.IsFile(place))
            return "it is not a file with content";

        using var there = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return ContentDifference.Describe(() => _reader.Open(name), there);
    }

    private async ValueTask<List<(string Name, string Place)>> FindChangedAsync(string destination, CancellationToken cancellationToken)
    {
        var isTree = IsTree;
        var changed = new List<(string Name, string Place)>();
        foreach (var name in _reader.Names.Where(name => !name.EndsWith('/')))
        {
            var place = isTree ? Path.Combine(destination, BelowRoot(name)) : FilePath(destination, name);
            _files.Add(place);
            _nameByPath[place] = name;
            if (!await IsEqualAsync(name, place, cancellationToken).ConfigureAwait(false))
                changed.Add((name, place));
            else if (_reader.StoredFile(name) is { IsFile: true } file)
                _unchanged.Add((place, file.Mode));
        }

        return changed;
    }

    private static string BelowRoot(string name)
    {
        const string root = "result/";
        var below = name.StartsWith(root, StringComparison.Ordinal) ? name[root.Length..] : name;
        return below.TrimEnd('/').Replace('/', Path.DirectorySeparatorChar);
    }

    private string FilePath(string destination, string name) =>
        Path.EndsInDirectorySeparator(destination) || (Directory.Exists(destination) && !MakesWay(destination))
            ? Path.Combine(destination, Path.GetFileName(name))
            : destination;

    // Whether the folder contains only files that earlier builds exported, which may be replaced.
    private bool MakesWay(string folder)
    {
        if (_rules?.IsExport is not { } isOwn || FolderLinks.IsLink(folder))
            return false;

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var hasFiles = false;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", all))
        {
            if (entry.LinkTarget is not null || (entry is FileInfo && !isOwn(entry.FullName)))
                return false;

            hasFiles |= entry is FileInfo;
        }

        return hasFiles;
    }

    private async ValueTask<bool> IsEqualAsync(string name, string place, CancellationToken cancellationToken)
    {
        if (_reader.StoredFile(name).LinkTarget is { } target)
            return SymbolicLink.TargetOf(place) == target;

        // Not File.Exists: it returns true for a dangling link, and for a pipe, on which opening would block.
        var there = FileStatus.Read(place);
        if (there.Kind != FileKind.Regular || (_rules is not null && FolderLinks.IsLink(place) && MayReplace(place)))
            return false;

        if (_reader.PathOf(name) is not null)
        {
            var stored = _reader.StoredFile(name);
            return there.Stamp.Size == stored.Size && FileDigest.ComputeFile(place, cancellationToken).Sha256 == stored.Sha256;
        }

        using var result = _reader.Open(name);
        using var file = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return await HaveEqualContentAsync(result, file, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<bool> HaveEqualContentAsync(Stream one, Stream other, CancellationToken cancellationToken)
    {
        var ones = new byte[BufferSize];
        var others = new byte[BufferSize];
        while (true)
        {
            var read = await one.ReadAtLeastAsync(ones, BufferSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var otherRead = await other.ReadAtLeastAsync(others, BufferSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (!ones.AsSpan(0, read).SequenceEqual(others.AsSpan(0, otherRead)))
                return false;

            if (read < BufferSize)
                return true;
        }
    }

    // After the files: on Windows links to files and to folders differ, so the target must exist.
    private static void ReplaceByLink(string place, string target)
    {
        if (FileStatus.ReadLink(place).Kind == FileKind.Directory)
        {
            // Succeeds only if the folder, which an earlier result created, is empty.
            FileChange.DeleteEmptyFolder(place);
        }

        EntryTree.Delete(place);
        SymbolicLink.Create(place, target);
    }

    private async ValueTask ReplaceAsync(List<(string Name, string Place)> changed, CancellationToken cancellationToken)
    {
        if (changed.Count >= Many)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(changed, options, (file, cancellation) => ReplaceAsync(file.Name, file.Place, cancellation)).ConfigureAwait(false);
            return;
        }

        foreach (var (name, place) in changed)
            await ReplaceAsync(name, place, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReplaceAsync(string name, string place, CancellationToken cancellationToken)
    {
        if (_reader.StoredFile(name) is not { IsFile: true } file)
            return;

        var staged = AtomicFile.StagedName(place);
        try
        {
            if (_reader.PathOf(name) is { } stored)
            {
                // A reflink if the file system supports them. It also copies the permission bits of the original, which is read-only.
                var mode = file.Mode ?? MakeEmpty(staged);
                _reader.Copy(stored, staged);
                PermissionBits.Set(staged, mode);
                // The copy has the time of the original, so a build could wrongly regard files that depend on it as up to date.
                File.SetLastWriteTimeUtc(staged, DateTime.UtcNow);
            }
            else
            {
                using var result = _reader.Open(name);
                using var copy = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
                await result.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            }

            FolderLinks.Remove(place);
            FileChange.Replace(staged, place);
        }
        catch
        {
            FileChange.TryDelete(staged);
            throw;
        }
    }

    // The bits of new files can be found only by creating one.
    private static UnixFileMode? MakeEmpty(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        return PermissionBits.Read(file.SafeFileHandle);
    }
}
