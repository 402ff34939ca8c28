namespace Tango.IO;

/// <summary>Describes how two files of different content differ: for text the first line, otherwise the sizes.</summary>
internal static class ContentDifference
{
    // As in git, a file without a zero byte at its start is text.
    private const int BytesChecked = 8000;

    /// <summary>Describes how existing content differs from what is expected, as a clause about the former.</summary>
    /// <param name="there">The existing content, at its start; can be read again.</param>
    public static string Describe(Func<Stream> expected, Stream there)
    {
        if (IsText(expected, there))
        {
            using var result = new StreamReader(expected());
            using var file = new StreamReader(there, leaveOpen: true);
            return FirstLine(result, file) is { } line ? $"line {line} differs" : "only its line ends or its byte order mark differ, which .gitattributes can fix (*.ext text eol=lf)";
        }

        return $"it has {there.Length} bytes, and the result {SizeOf(expected)}" + (there.Length == SizeOf(expected) ? " others" : "");
    }

    private static bool IsText(Func<Stream> expected, Stream there)
    {
        using var result = expected();
        var isText = HasNoZero(result) && HasNoZero(there);
        there.Position = 0;
        return isText;
    }

    private static bool HasNoZero(Stream stream)
    {
        var bytes = new byte[BytesChecked];
        return !bytes.AsSpan(0, stream.ReadAtLeast(bytes, BytesChecked, throwOnEndOfStream: false)).Contains((byte)0);
    }

    private static int? FirstLine(StreamReader one, StreamReader other)
    {
        for (var line = 1; ; line++)
        {
            var (ones, others) = (one.ReadLine(), other.ReadLine());
            if (ones != others)
                return line;

            if (ones is null)
                return null;
        }
    }

    private static long SizeOf(Func<Stream> expected)
    {
        using var result = expected();
        var buffer = new byte[64 * 1024];
        var size = 0L;
        for (var read = result.Read(buffer); read > 0; read = result.Read(buffer))
            size += read;

        return size;
    }
}
