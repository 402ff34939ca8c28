using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Puts the files of a verified entry at a place of the user's, decompressed; editing them there never touches the cache.</summary>
internal sealed class ResultExport
{
    private const int BufferSize = 64 * 1024;

    private readonly EntryReader _reader;
    private readonly ImmutableArray<string>.Builder _files = ImmutableArray.CreateBuilder<string>();
    private int _changed;

    public ResultExport(EntryReader reader) => _reader = reader;

    /// <summary>Exports.</summary>
    /// <param name="destination">The full path; see <see cref="DirectoryStepCache.ExportAsync"/>.</param>
    /// <param name="cancellationToken">Ends the copying; files that are done stay.</param>
    public async ValueTask<ExportedResult> ToAsync(string destination, CancellationToken cancellationToken)
    {
        var isTree = _reader.Names.Count > 1 || _reader.Names.Any(name => name.EndsWith('/'));
        foreach (var name in _reader.Names)
        {
            var place = isTree ? Path.Combine(destination, BelowRoot(name)) : FilePlace(destination, name);
            if (name.EndsWith('/'))
            {
                Directory.CreateDirectory(place);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (!await IsEqualAsync(name, place, cancellationToken).ConfigureAwait(false))
            {
                await ReplaceAsync(name, place, cancellationToken).ConfigureAwait(false);
                _changed++;
            }

            _files.Add(place);
        }

        _files.Sort(StringComparer.Ordinal);
        return new(CacheReadState.Found, _files.ToImmutable(), _changed);
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
