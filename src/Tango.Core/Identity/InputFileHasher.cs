using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tango.Diagnostics;
using Tango.Graph.Binding;
using Tango.IO;

namespace Tango.Identity;

/// <summary>Computes the SHA-256 of input files. Files with the same stamp as in the cache are not read again; the others are read in parallel.</summary>
internal sealed class InputFileHasher
{
    private const int MaxAttempts = 5;

    private readonly FileHashCache _cache;
    private readonly Func<string, Stream> _open;
    private readonly ConcurrentDictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StampedFile> _stamped = new(StringComparer.Ordinal);

    /// <summary>Creates a hasher.</summary>
    /// <param name="cache">The hashes of earlier builds; new ones are added.</param>
    /// <param name="open">Opens a file for reading; null: as usual. Tests set it.</param>
    public InputFileHasher(FileHashCache cache, Func<string, Stream>? open = null)
    {
        _cache = cache;
        _open = open ?? Open;
    }

    /// <summary>Hashes files before <see cref="HashOf"/>, several at a time.</summary>
    /// <param name="paths">Full paths.</param>
    public void Prepare(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        foreach (var path in paths)
        {
            var stamp = FileStamp.Read(path);
            if (_cache.Find(path, stamp) is { } known)
            {
                _stamped[path] = new(path, stamp);
                _hashes[path] = known;
            }
            else
            {
                unknown.Add(path);
            }
        }

        if (unknown.Count == 1)
            HashOf(unknown[0]);
        else if (unknown.Count > 1)
            HashAll(unknown, cancellationToken);
    }

    /// <summary>The SHA-256 of a file's content, 32 bytes.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">The file cannot be read.</exception>
    public byte[] HashOf(string path) => _hashes.GetOrAdd(path, Hash);

    /// <summary>The stamp of a file when it was hashed.</summary>
    /// <param name="path">Full path of a file that was hashed.</param>
    public FileStamp StampOf(string path) => _stamped[path].Stamp;

    private void HashAll(List<string> paths, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.ForEach(paths, options, path => HashOf(path));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is TangoException))
        {
            throw new TangoException([.. exception.InnerExceptions.Cast<TangoException>().SelectMany(inner => inner.Diagnostics)], exception);
        }
    }

    private byte[] Hash(string path)
    {
        var seen = FileStamp.Read(path);
        if (_cache.Find(path, seen) is { } known)
        {
            _stamped[path] = new(path, seen);
            return known;
        }

        // Stamped before and after: a file that is written while it is read is hashed again, so that its hash is not cached with the stamp of other content.
        for (var attempt = 1; ; attempt++)
        {
            var before = ReadStamp(path);
            var hash = Read(path);
            if (FileStamp.Read(path) == before)
            {
                _cache.Add(path, before, hash);
                _stamped[path] = new(path, before);
                return hash;
            }

            if (attempt == MaxAttempts)
                throw Unreadable(path, "it is being written while it is read.");
        }
    }

    // A file that was written just now may be written again without a change of its stamp; this waits until every write would change it.
    private FileStamp ReadStamp(string path)
    {
        var status = FileStatus.Read(path);
        if (UnopenableFile.Find(path, status.Kind, DiagnosticSubject.None) is { } mistake)
            throw new TangoException(mistake);

        var stamp = status.Kind == FileKind.Directory ? FileStamp.Missing : status.Stamp;
        if (_cache.TimeUntilDistinguished(stamp) is var moment && moment > TimeSpan.Zero)
            Thread.Sleep(moment);

        return stamp;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);

    private byte[] Read(string path)
    {
        try
        {
            using var stream = _open(path);
            return SHA256.HashData(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception.Message, exception);
        }
    }

    private static TangoException Unreadable(string path, string why, Exception? exception = null) =>
        new(Descriptors.UnreadableInputFile.Create(DiagnosticSubject.None, path, why), exception);
}
