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
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (path, stamp, _) in files)
        {
            var bytes = Encoding.UTF8.GetBytes(path + '\0');
            writer.Write(bytes.Length);
            writer.Write(bytes);
            stamp.Write(writer);
        }

        return new StampedFiles(stream.ToArray());
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

    public static StampedFiles Read(StateReader reader) => new(reader.ReadBlock());

    public void Write(StateWriter writer) => writer.WriteBlock(encoded.Span);

    private static ReadOnlySpan<byte> NextPath(ref ReadOnlySpan<byte> rest)
    {
        var path = rest.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(rest));
        rest = rest[(sizeof(int) + path.Length)..];
        return path;
    }

    private static FileStamp NextStamp(ref ReadOnlySpan<byte> rest)
    {
        var stamp = FileStamp.Decode(rest);
        rest = rest[FileStamp.EncodedSize..];
        return stamp;
    }
}
