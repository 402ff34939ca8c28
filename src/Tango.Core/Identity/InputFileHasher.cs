using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Identity;

/// <summary>
/// Gives the SHA-256 of input files. Files whose size and time of writing are as remembered are not read again; the others are read in parallel.
/// </summary>
internal sealed class InputFileHasher
{
    private const int MostAttempts = 5;

    private readonly FileHashMemory _memory;
    private readonly ConcurrentDictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileStamp> _stamps = new(StringComparer.Ordinal);

    /// <summary>Makes a hasher.</summary>
    /// <param name="memory">What is known from earlier builds; takes up what is found out.</param>
    public InputFileHasher(FileHashMemory memory) => _memory = memory;

    /// <summary>Hashes files ahead of <see cref="HashOf"/>, several at a time.</summary>
    /// <param name="paths">Full paths.</param>
    /// <param name="cancellationToken">Ends the hashing.</param>
    public void Prepare(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        foreach (var path in paths)
        {
            var stamp = FileStamp.Of(path);
            if (_memory.Find(path, stamp) is { } known)
            {
                _stamps[path] = stamp;
                _hashes[path] = known;
            }
            else
            {
                unknown.Add(path);
            }
        }

        if (unknown.Count == 1)
        {
            HashOf(unknown[0]);
        }
        else if (unknown.Count > 1)
        {
            HashAll(unknown, cancellationToken);
        }
    }

    /// <summary>The SHA-256 of a file's content, 32 bytes.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">The file cannot be read.</exception>
    public byte[] HashOf(string path) => _hashes.GetOrAdd(path, Hash);

    /// <summary>The stamp that a file had when its hash was found out.</summary>
    /// <param name="path">Full path of a file that was hashed.</param>
    public FileStamp StampOf(string path) => _stamps[path];

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
        var seen = FileStamp.Of(path);
        if (_memory.Find(path, seen) is { } known)
        {
            _stamps[path] = seen;
            return known;
        }

        // Stat before and after: a file that is being written while it is read is hashed again, and its hash is not remembered
        // under a stamp that belongs to other content.
        for (var attempt = 1; ; attempt++)
        {
            var before = FileStamp.Of(path);
            var hash = Read(path);
            if (FileStamp.Of(path) == before)
            {
                _memory.Remember(path, before, hash);
                _stamps[path] = before;
                return hash;
            }

            if (attempt == MostAttempts)
            {
                throw Unreadable(path, "it is being written while it is read.");
            }
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
            return SHA256.HashData(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception.Message, exception);
        }
    }

    private static TangoException Unreadable(string path, string why, Exception? exception = null) =>
        new(Descriptors.UnreadableInputFile.Of(DiagnosticSubject.None, path, why), exception);
}
