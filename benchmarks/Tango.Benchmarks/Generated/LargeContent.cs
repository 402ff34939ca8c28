using System.Globalization;

namespace Tango.Benchmarks.Generated;

/// <summary>Results that are large in one of three ways.</summary>
internal static class LargeContent
{
    private const int FilesInFolder = 100;
    private const int BytesOfFile = 4_000;
    private const int BlockSize = 1 << 20;

    /// <summary>Writes a file that cannot be compressed.</summary>
    public static void WriteFile(string path, long bytes)
    {
        var block = new byte[BlockSize];
        new Random(1).NextBytes(block);
        using var file = File.Create(path);
        for (var written = 0L; written < bytes; written += block.Length)
        {
            BitConverter.TryWriteBytes(block, written);
            file.Write(block);
        }
    }

    /// <summary>Writes files of 4,000 bytes, a hundred in a folder.</summary>
    public static void WriteFolder(string path, int count)
    {
        var content = new byte[BytesOfFile];
        new Random(2).NextBytes(content);
        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(content, i);
            var folder = Path.Combine(path, (i / FilesInFolder).ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{i.ToString(CultureInfo.InvariantCulture)}.bin"), content);
        }
    }

    /// <summary>Makes records, one at a time.</summary>
    public static IEnumerable<LargeRecord> Records(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new(i, "record " + i.ToString(CultureInfo.InvariantCulture), i / 8.0);
    }
}
