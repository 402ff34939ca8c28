namespace Tango.IO;

/// <summary>What tells, without reading it, that a file is the one that was seen before.</summary>
/// <param name="Size">Bytes; -1 when there is no such file.</param>
/// <param name="WrittenTicks">Time of last writing, UTC ticks.</param>
/// <param name="FileId">The inode's number: another file under the same name has another. 0 where that is not known, as on Windows.</param>
internal readonly record struct FileStamp(long Size, long WrittenTicks, long FileId)
{
    /// <summary>The stamp of a file that does not exist.</summary>
    public static FileStamp Missing { get; } = new(-1, 0, 0);

    /// <summary>Whether the file exists.</summary>
    public bool Exists => Size >= 0;

    /// <summary>Looks at a file; where it is a link, at what that leads to. Builds that link instead of copying put links into output folders.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp Of(string path) => UnixFile.TryStamp(path, out var stamp) ? stamp : PortableOf(path);

    /// <summary>Looks at a file by what .NET tells of it on every system: not which file it is.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp PortableOf(string path)
    {
        FileSystemInfo found = new FileInfo(path);
        if (found.Exists && (found.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
        }

        return found is FileInfo { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc.Ticks, 0) : Missing;
    }

    /// <summary>Reads a stamp.</summary>
    /// <param name="reader">At what <see cref="Write"/> wrote.</param>
    public static FileStamp Read(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());

    /// <summary>Writes the stamp.</summary>
    /// <param name="writer">Takes it.</param>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Size);
        writer.Write(WrittenTicks);
        writer.Write(FileId);
    }

    /// <inheritdoc/>
    // What the compiler would write compares through an object for each type of field, and builds with nothing to do would have to make it.
    public bool Equals(FileStamp other) => Size == other.Size && WrittenTicks == other.WrittenTicks && FileId == other.FileId;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, WrittenTicks, FileId);

    /// <summary>Whether another process, which may not know the file's id, has seen the same file.</summary>
    /// <param name="other">What it saw.</param>
    public bool IsSameAs(FileStamp other) =>
        Size == other.Size && WrittenTicks == other.WrittenTicks && (FileId == other.FileId || FileId == 0 || other.FileId == 0);
}
