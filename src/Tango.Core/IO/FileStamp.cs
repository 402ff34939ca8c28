using System.Buffers.Binary;
using System.Text;

namespace Tango.IO;

/// <summary>Shows, without reading a file, whether it is unchanged.</summary>
/// <param name="Size">Bytes; -1 if the file does not exist.</param>
/// <param name="WrittenTicks">Time of the last write, UTC ticks.</param>
/// <param name="ChangedTicks">Time of the last change of content or attributes, UTC ticks: unlike the time of the last write, programs cannot set it. 0 if unknown, as on Windows.</param>
/// <param name="FileId">The inode's number, which differs for another file with the same name. 0 if unknown, as on Windows.</param>
internal readonly record struct FileStamp(long Size, long WrittenTicks, long ChangedTicks, long FileId)
{
    /// <summary>The time after a change in which another change may have the same stamp: the clocks of file systems are coarse.</summary>
    public const long TickOfClocks = 50 * TimeSpan.TicksPerMillisecond;

    /// <summary>The bytes that <see cref="Write"/> writes.</summary>
    public const int EncodedSize = 4 * sizeof(long);

    private const long TickOfSeconds = 3 * TimeSpan.TicksPerSecond;

    /// <summary>The stamp of a file that does not exist.</summary>
    public static FileStamp Missing { get; } = new(-1, 0, 0, 0);

    /// <summary>The stamp of a directory, whatever it contains: shows only that it exists.</summary>
    public static FileStamp Directory { get; } = new(-2, 0, 0, 0);

    /// <summary>Whether the file exists.</summary>
    public bool Exists => Size >= 0;

    /// <summary>The time of the last change, if known; UTC ticks.</summary>
    // Programs may have set the time of the last write, but not that of the last change.
    public long LastChange => ChangedTicks == 0 ? WrittenTicks : ChangedTicks;

    /// <summary>Whether every change after a given time changes the stamp.</summary>
    public bool Distinguishes(long utcTicks) => utcTicks - LastChange > (LastChange % TimeSpan.TicksPerSecond == 0 ? TickOfSeconds : TickOfClocks);

    /// <summary>Stamps a file; for a link, its target. Builds that link instead of copying put links into output folders.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp Read(string path) => UnixFile.TryStamp(path, out var stamp) ? stamp : PortableOf(path);

    /// <summary>Stamps a file, as <see cref="Read(string)"/> does.</summary>
    /// <param name="path">Full path in UTF-8, with NUL at its end.</param>
    public static FileStamp Read(ReadOnlySpan<byte> path) => UnixFile.TryStamp(path, out var stamp) ? stamp : PortableOf(Encoding.UTF8.GetString(path[..^1]));

    /// <summary>Stamps a file with data that .NET has on every system, without its identity.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp PortableOf(string path)
    {
        FileSystemInfo found = new FileInfo(path);
        if (found.Exists && (found.Attributes & FileAttributes.ReparsePoint) != 0)
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;

        return found is FileInfo { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc.Ticks, 0, 0)
            : System.IO.Directory.Exists(path) ? Directory
            : Missing;
    }

    /// <summary>Reads a stamp.</summary>
    /// <param name="reader">Positioned at a stamp of <see cref="Write"/>.</param>
    public static FileStamp Read(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());

    /// <summary>Reads a stamp.</summary>
    /// <param name="encoded">Starts with what <see cref="Write"/> wrote.</param>
    public static FileStamp Decode(ReadOnlySpan<byte> encoded) => new(
        BinaryPrimitives.ReadInt64LittleEndian(encoded),
        BinaryPrimitives.ReadInt64LittleEndian(encoded[sizeof(long)..]),
        BinaryPrimitives.ReadInt64LittleEndian(encoded[(2 * sizeof(long))..]),
        BinaryPrimitives.ReadInt64LittleEndian(encoded[(3 * sizeof(long))..]));

    /// <summary>Writes the stamp.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Size);
        writer.Write(WrittenTicks);
        writer.Write(ChangedTicks);
        writer.Write(FileId);
    }

    /// <inheritdoc/>
    // The generated code compares each type of field with an object, which up-to-date builds would have to create and compile.
    public bool Equals(FileStamp other) =>
        Size == other.Size && WrittenTicks == other.WrittenTicks && ChangedTicks == other.ChangedTicks && FileId == other.FileId;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, WrittenTicks, ChangedTicks, FileId);

    /// <summary>The parts that a copy with the same time has too, for <see cref="IsSameAs"/>.</summary>
    public FileStamp WithoutIdentity() => new(Size, WrittenTicks, 0, 0);

    /// <summary>Whether another process, which may not know the time of change and the file's id, stamped the same file.</summary>
    public bool IsSameAs(FileStamp other) =>
        Size == other.Size && WrittenTicks == other.WrittenTicks && IsSame(ChangedTicks, other.ChangedTicks) && IsSame(FileId, other.FileId);

    private static bool IsSame(long one, long other) => one == other || one == 0 || other == 0;
}
