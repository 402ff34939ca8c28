using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Puts the files of a verified entry at a place of the user's, decompressed; editing them there never touches the cache.</summary>
internal sealed class ResultExport
{
    private const int BufferSize = 64 * 1024;

    private readonly EntryReader _reader;
    private readonly Func<string, bool>? _mayReplace;
    private readonly ImmutableArray<string>.Builder _files = ImmutableArray.CreateBuilder<string>();

    /// <summary>Makes an export.</summary>
    /// <param name="reader">The entry.</param>
    /// <param name="mayReplace">Whether a file of other content, given by its full path, may be replaced; null: any may.</param>
    public ResultExport(EntryReader reader, Func<string, bool>? mayReplace = null)
    {
        _reader = reader;
        _mayReplace = mayReplace;
    }

    /// <summary>Exports.</summary>
    /// <param name="destination">The full path; see <see cref="DirectoryStepCache.ExportAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the copying; files that are done stay.</param>
    /// <exception cref="ExportRefusedException">A file is in the way; nothing was written.</exception>
    public async ValueTask<ExportedResult> ToAsync(string destination, CancellationToken cancellationToken)
    {
        var changed = await FindChangedAsync(destination, cancellationToken).ConfigureAwait(false);
        foreach (var (_, place) in changed)
        {
            if (_mayReplace is not null && File.Exists(place) && !_mayReplace(place))
            {
                throw new ExportRefusedException(place);
            }
        }

        foreach (var (name, place) in changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await ReplaceAsync(name, place, cancellationToken).ConfigureAwait(false);
        }

        foreach (var name in _reader.Names.Where(name => name.EndsWith('/')))
        {
            Directory.CreateDirectory(Path.Combine(destination, BelowRoot(name)));
        }

        _files.Sort(StringComparer.Ordinal);
        return new(CacheReadState.Found, _files.ToImmutable(), changed.Count);
    }

    private async ValueTask<List<(string Name, string Place)>> FindChangedAsync(string destination, CancellationToken cancellationToken)
    {
        var isTree = _reader.Names.Count > 1 || _reader.Names.Any(name => name.EndsWith('/'));
        var changed = new List<(string Name, string Place)>();
        foreach (var name in _reader.Names.Where(name => !name.EndsWith('/')))
        {
            var place = isTree ? Path.Combine(destination, BelowRoot(name)) : FilePlace(destination, name);
            _files.Add(place);
            if (!await IsEqualAsync(name, place, cancellationToken).ConfigureAwait(false))
            {
                changed.Add((name, place));
            }
        }

        return changed;
    }

    private static string BelowRoot(string name)
    {
        const string root = "result/";
        var below = name.StartsWith(root, StringComparison.Ordinal) ? name[root.Length..] : name;
        return below.TrimEnd('/').Replace('/', Path.DirectorySeparatorChar);
    }

    private static string FilePlace(string destination, string name) =>
        Path.EndsInDirectorySeparator(destination) || Directory.Exists(destination)
            ? Path.Combine(destination, Path.GetFileName(name))
            : destination;

    private async ValueTask<bool> IsEqualAsync(string name, string place, CancellationToken cancellationToken)
    {
        if (!File.Exists(place))
        {
            return false;
        }

        if (_reader.PathOf(name) is not null)
        {
            var stored = _reader.StoredFile(name);
            return new FileInfo(place).Length == stored.Size && FileDigest.OfFile(place, cancellationToken).Sha256 == stored.Sha256;
        }

        using var result = _reader.Open(name);
        using var there = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return await HaveEqualContentAsync(result, there, cancellationToken).ConfigureAwait(false);
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
            {
                return false;
            }

            if (read < BufferSize)
            {
                return true;
            }
        }
    }

    private async ValueTask ReplaceAsync(string name, string place, CancellationToken cancellationToken)
    {
        var staged = AtomicFile.StagedName(place);
        try
        {
            if (_reader.PathOf(name) is { } stored)
            {
                // A reflink where the file system has them.
                File.Copy(stored, staged);
                // The copy has the time of the original, by which a build would take what depends on it for up to date.
                File.SetLastWriteTimeUtc(staged, DateTime.UtcNow);
            }
            else
            {
                using var result = _reader.Open(name);
                using var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
                await result.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(staged, place, overwrite: true);
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }
}
