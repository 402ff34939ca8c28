using System.Buffers.Binary;
using System.Text;

namespace Tango.IO;

/// <summary>
/// Files with their stamps, encoded as in a state file. There may be tens of thousands, and most builds only look whether all are unchanged: for that, no path becomes text, which
/// the system would want as bytes again.
/// </summary>
/// <param name="encoded">For each file: the length of the path, the path in UTF-8 with NUL at its end, and the stamp.</param>
internal sealed class StampedFiles(ReadOnlyMemory<byte> encoded)
{
    /// <summary>No files.</summary>
    public static StampedFiles None { get; } = new(default);

    /// <summary>Encodes files. What identifies their content is left out.</summary>
    public static StampedFiles From(IEnumerable<StampedFile> files)
    {
        using var list = new StampedFileList();
        foreach (var file in files)
            list.Add(file);

        return list.ToFiles();
    }

    /// <summary>Whether every file still has its stamp. Looks at none after the first that has not.</summary>
    public bool AreUnchanged()
    {
        for (var rest = encoded.Span; !rest.IsEmpty;)
        {
            var path = NextPath(ref rest);
            if (!FileStamp.Read(path).Equals(NextStamp(ref rest)))
                return false;
        }

        return true;
    }

    /// <summary>The files, in their order.</summary>
    public List<StampedFile> ToList()
    {
        var files = new List<StampedFile>();
        for (var rest = encoded.Span; !rest.IsEmpty;)
            files.Add(new StampedFile(Encoding.UTF8.GetString(NextPath(ref rest)[..^1]), NextStamp(ref rest)));

        return files;
    }

    /// <summary>The files below a directory, grouped by the folder in it that they are in. Only those that follow each other are one group.</summary>
    /// <param name="directory">Full path.</param>
    public List<StampedFolder> FoldersIn(string directory)
    {
        var folders = new List<StampedFolder>();
        var prefix = Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar);
        for (int start = 0, end; start < encoded.Length; start = end)
        {
            var rest = encoded.Span[start..];
            var name = NextFolder(ref rest, prefix);
            end = encoded.Length - rest.Length;
            while (!rest.IsEmpty && NextFolder(ref rest, prefix).SequenceEqual(name))
                end = encoded.Length - rest.Length;

            if (!name.IsEmpty)
                folders.Add(new(Encoding.UTF8.GetString(name), new StampedFiles(encoded[start..end])));
        }

        return folders;
    }

    /// <summary>Writes them to a stream, in the form in which they are kept.</summary>
    public void CopyTo(Stream stream) => stream.Write(encoded.Span);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static StampedFiles Read(StateReader reader)
    {
        var encoded = reader.ReadBlock();
        for (var rest = encoded.Span; !rest.IsEmpty;)
        {
            var size = rest.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (size <= 0 || size > rest.Length - sizeof(int) - FileStamp.EncodedSize || rest[sizeof(int) + size - 1] != 0)
                throw new FormatException("This is not a list of files with stamps.");

            rest = rest[(sizeof(int) + size + FileStamp.EncodedSize)..];
        }

        return new(encoded);
    }

    /// <summary>Writes them into a state file.</summary>
    public void Write(StateWriter writer) => writer.WriteBlock(encoded.Span);

    private static ReadOnlySpan<byte> NextPath(ref ReadOnlySpan<byte> rest)
    {
        var path = rest.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(rest));
        rest = rest[(sizeof(int) + path.Length)..];
        return path;
    }

    // The first name below a prefix; empty for a file elsewhere.
    private static ReadOnlySpan<byte> NextFolder(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> prefix)
    {
        var path = NextPath(ref rest)[..^1];
        rest = rest[FileStamp.EncodedSize..];
        if (!path.StartsWith(prefix))
            return [];

        var name = path[prefix.Length..];
        return name.IndexOf((byte)Path.DirectorySeparatorChar) is >= 0 and var end ? name[..end] : name;
    }

    private static FileStamp NextStamp(ref ReadOnlySpan<byte> rest)
    {
        var stamp = FileStamp.Decode(rest);
        rest = rest[FileStamp.EncodedSize..];
        return stamp;
    }
}
