using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>
/// The files with state that Tango saves between builds. All have the same form: a text with the kind and version of the layout, the content, and a checksum of both. All may be
/// deleted at any time; one of another version, a corrupt one, and whatever is not a file in its place count as missing.
/// </summary>
/// <remarks>Reading is part of up-to-date builds, where each method is compiled again: few methods, and no collections of own structs.</remarks>
internal static class StateFile
{
    /// <summary>
    /// Called with the path before a file is read. Only tests set it, for what they start: a file system that never answers cannot be made otherwise. Without a test it is null, as
    /// creating it would be one more method.
    /// </summary>
    internal static AsyncLocal<Action<string>?>? Reading;

    /// <summary>Writes a file, so that other processes see it completely or not at all.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    /// <param name="layout">The kind of content, and the version of its layout.</param>
    /// <param name="isDurable">Whether it must survive a crash of the system, which requires a flush to disk.</param>
    /// <param name="isShared">Whether all users of its folder may read it, whatever the umask.</param>
    public static void Write(string path, string layout, Action<StateWriter> write, bool isDurable = true, bool isShared = false) =>
        AtomicFile.Write(path, Encode(layout, write).Span, isDurable, isShared);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="layout">The kind of content, and the version of its layout.</param>
    /// <param name="read">Reads the content; returns null if it is not usable.</param>
    /// <param name="onlySavesTime">Whether a file that cannot be opened counts as missing too.</param>
    /// <returns>The result of <paramref name="read"/>; null if the file is missing, or has another layout.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static T? Read<T>(string path, string layout, Func<StateReader, T?> read, bool onlySavesTime = false)
        where T : class
    {
        try
        {
            Reading?.Value?.Invoke(path);
            return SpecialFile.IsFile(path) ? FromBytes(SharedReading.ReadAllBytes(path), layout, read) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException
            || (onlySavesTime && (exception is IOException or UnauthorizedAccessException)))
        {
            // The file, if it existed, has just been removed.
            return null;
        }
    }

    /// <summary>All bytes of a file.</summary>
    public static byte[] ToBytes(string layout, Action<StateWriter> write) => Encode(layout, write).ToArray();

    /// <summary>Reads the bytes of <see cref="ToBytes"/>; null for any other.</summary>
    public static T? FromBytes<T>(byte[] bytes, string layout, Func<StateReader, T?> read)
        where T : class
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;

        try
        {
            using var reader = new StateReader(bytes, length);
            return reader.ReadString() == layout ? read(reader) : null;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException or InvalidCastException)
        {
            // Complete, but not of this layout: the version was not raised with the last change.
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Encode(string layout, Action<StateWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new StateWriter(stream);
        writer.Write(layout);
        write(writer);
        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }
}
