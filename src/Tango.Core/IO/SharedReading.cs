using System.Text;

namespace Tango.IO;

/// <summary>Opens files for reading so that, on Windows, other programs may read, write, replace and delete them meanwhile.</summary>
internal static class SharedReading
{
    /// <summary>What others may do. On Unix the mode only decides about .NET's own advisory lock, which readers have always taken.</summary>
    public static FileShare Mode { get; } = OperatingSystem.IsWindows() ? FileShare.ReadWrite | FileShare.Delete : FileShare.Read;

    /// <summary>Opens a file. On Windows it waits for a moment while another program replaces it or does not share it.</summary>
    /// <param name="path">Full path.</param>
    public static FileStream Open(string path) => Open(path, Mode);

    /// <summary>The same for files that compilers write: without .NET's lock on Unix, too.</summary>
    /// <param name="path">Full path.</param>
    public static FileStream OpenUnlocked(string path) => Open(path, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    /// <summary>Reads all bytes of a file.</summary>
    /// <param name="path">Full path.</param>
    public static byte[] ReadAllBytes(string path)
    {
        if (!OperatingSystem.IsWindows())
            return File.ReadAllBytes(path);

        using var file = Open(path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads a text file, in UTF-8 unless a byte order mark says otherwise.</summary>
    /// <param name="path">Full path.</param>
    public static string ReadAllText(string path)
    {
        if (!OperatingSystem.IsWindows())
            return File.ReadAllText(path);

        using var reader = new StreamReader(Open(path), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the lines of a text file, in UTF-8 unless a byte order mark says otherwise, one at a time.</summary>
    /// <param name="path">Full path.</param>
    public static IEnumerable<string> ReadLines(string path) =>
        OperatingSystem.IsWindows() ? LinesOf(path) : File.ReadLines(path);

    private static FileStream Open(string path, FileShare share, int bufferSize = 4096)
    {
        return OperatingSystem.IsWindows() ? SharingRetry.OfSystem.Run(Open) : Open();

        FileStream Open() => new(path, FileMode.Open, FileAccess.Read, share, bufferSize);
    }

    private static IEnumerable<string> LinesOf(string path)
    {
        using var reader = new StreamReader(Open(path), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
