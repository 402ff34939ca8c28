using System.Collections.Concurrent;
using Tango.IO;

namespace Tango.Identity;

/// <summary>The content hashes of input files from earlier builds, by path and <see cref="FileStamp"/>.</summary>
internal sealed class FileHashCache
{
    private const string Layout = "tango input-hashes 4";

    private readonly ConcurrentDictionary<string, StampedFile> _known = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private volatile bool _changed;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="clock">The clock, to see how old files are; null: the system's.</param>
    public FileHashCache(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <summary>Reads the file that <see cref="Save"/> wrote.</summary>
    public static FileHashCache Load(string path)
    {
        var cache = new FileHashCache();
        foreach (var file in StateFile.Read(path, Layout, reader => reader.ReadAll(StampedFile.Read), onlySavesTime: true) ?? [])
            cache._known[file.Path] = file;

        return cache;
    }

    /// <summary>The hash of a file that is unchanged since its hash was added; null if it has changed, or was never hashed.</summary>
    /// <param name="path">Full path.</param>
    public byte[]? Find(string path, FileStamp stamp) =>
        _known.TryGetValue(path, out var known) && known.Stamp == stamp ? Convert.FromHexString(known.Content) : null;

    /// <summary>The time until every write changes the file's stamp; zero if that is so now, or if it is too long to wait.</summary>
    public TimeSpan TimeUntilDistinguished(FileStamp stamp)
    {
        var left = stamp.LastChange + FileStamp.TickOfClocks - _clock.GetUtcNow().UtcTicks;

        // Waiting uses whole milliseconds: one more, so that it is not too short.
        return left is > 0 and <= FileStamp.TickOfClocks ? TimeSpan.FromTicks(left + TimeSpan.TicksPerMillisecond) : TimeSpan.Zero;
    }

    /// <summary>Adds a hash, unless the file was written so recently that its stamp cannot show another change.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="stamp">The file's stamp, the same before and after it was read.</param>
    /// <param name="hash">The SHA-256 of its content.</param>
    public void Add(string path, FileStamp stamp, byte[] hash)
    {
        if (stamp.Distinguishes(_clock.GetUtcNow().UtcTicks))
        {
            _known[path] = new StampedFile(path, stamp, Convert.ToHexStringLower(hash));
            _changed = true;
        }
    }

    /// <summary>Saves the hashes, if there are new ones.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    public void Save(string path)
    {
        if (!_changed)
            return;

        StateFile.Write(path, Layout, writer => writer.WriteAll(_known.Values.ToArray(), StampedFile.Write));
        _changed = false;
    }
}
