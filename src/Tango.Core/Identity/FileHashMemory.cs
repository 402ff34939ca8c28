using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tango.IO;

namespace Tango.Identity;

/// <summary>
/// The content hashes of input files from earlier builds, by path and <see cref="FileStamp"/>. Kept in a binary file that may be deleted at any time.
/// </summary>
internal sealed class FileHashMemory
{
    private const int Magic = 0x32_48_46_54; // "TFH2"

    // A file written this shortly before it is looked at may be written again within the resolution of its time stamp: of seconds on some file systems and shares.
    private static readonly TimeSpan TooFresh = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TooFreshOnSeconds = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (FileStamp Stamp, byte[] Hash)> _known = new(StringComparer.Ordinal);
    private volatile bool _changed;

    /// <summary>Reads what was remembered; a missing, older or damaged file means nothing was.</summary>
    /// <param name="path">Full path.</param>
    public static FileHashMemory Load(string path)
    {
        var memory = new FileHashMemory();
        try
        {
            memory.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            // It only saves time: what cannot be read is found out again.
            memory._known.Clear();
        }

        return memory;
    }

    /// <summary>The hash of a file that is as it was when remembered; null when it is not, or was never seen.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="stamp">What it looks like now.</param>
    public byte[]? Find(string path, FileStamp stamp) =>
        _known.TryGetValue(path, out var known) && known.Stamp == stamp ? known.Hash : null;

    /// <summary>Remembers a hash, unless the file was written so recently that its stamp proves nothing.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="stamp">The file's stamp, the same before and after it was read.</param>
    /// <param name="hash">The SHA-256 of its content.</param>
    public void Remember(string path, FileStamp stamp, byte[] hash)
    {
        var tooFresh = stamp.WrittenTicks % TimeSpan.TicksPerSecond == 0 ? TooFreshOnSeconds : TooFresh;
        if (DateTime.UtcNow.Ticks - stamp.WrittenTicks > tooFresh.Ticks)
        {
            _known[path] = (stamp, hash);
            _changed = true;
        }
    }

    /// <summary>Writes what is known, if anything was learned.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public void Save(string path)
    {
        if (!_changed)
        {
            return;
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        var known = _known.ToArray();
        writer.Write(known.Length);
        foreach (var (file, (stamp, hash)) in known)
        {
            writer.Write(file);
            stamp.Write(writer);
            writer.Write(hash);
        }

        writer.Flush();
        ChecksummedFile.Write(path, stream);
        _changed = false;
    }

    private void Read(string path)
    {
        using var reader = ChecksummedFile.Read(path);
        if (reader is null || reader.ReadInt32() != Magic)
        {
            return;
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var file = reader.ReadString();
            var stamp = FileStamp.Read(reader);
            var hash = new byte[SHA256.HashSizeInBytes];
            reader.BaseStream.ReadExactly(hash);
            _known[file] = (stamp, hash);
        }
    }
}
