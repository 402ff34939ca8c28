using System.Globalization;
using System.Text.Json;
using Tango.Diagnostics;

namespace Tango.Engine.Verification;

/// <summary>Where two contents differ first: in JSON the path of the value, in text the line, otherwise the byte. Values are not named: they may be secret.</summary>
internal static class FirstDifference
{
    private const int BufferSize = 64 * 1024;

    // Both are in memory when they are compared as JSON.
    private const int LargestJson = 16 * 1024 * 1024;

    // Results nest to 256 levels.
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 300 };

    /// <summary>Compares two contents.</summary>
    /// <param name="stored">Opens the cached one, from its start.</param>
    /// <param name="again">Opens the new one, from its start.</param>
    /// <returns>What is so, to continue the name of a file; null if they are equal.</returns>
    public static string? Find(Func<Stream> stored, Func<Stream> again, bool isJson)
    {
        if (FindByte(stored, again) is not { } place)
            return null;

        if (isJson && FindValue(stored, again) is { } path)
            return $"differs at {path}";

        return place.IsText
            ? string.Create(CultureInfo.InvariantCulture, $"differs in line {place.Line}, at byte {place.Offset + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"differs at byte {place.Offset + 1}");
    }

    // As in git, what has no zero byte is text.
    private static (long Offset, long Line, bool IsText)? FindByte(Func<Stream> stored, Func<Stream> again)
    {
        using var one = stored();
        using var other = again();
        var (ones, others) = (new byte[BufferSize], new byte[BufferSize]);
        var (offset, line, isText) = (0L, 1L, true);
        while (true)
        {
            var read = ones.AsSpan(0, one.ReadAtLeast(ones, BufferSize, throwOnEndOfStream: false));
            var otherRead = others.AsSpan(0, other.ReadAtLeast(others, BufferSize, throwOnEndOfStream: false));
            var same = read.CommonPrefixLength(otherRead);
            isText &= !read.Contains((byte)0) && !otherRead.Contains((byte)0);
            line += read[..same].Count((byte)'\n');
            if (same < read.Length || same < otherRead.Length)
                return (offset + same, line, isText);

            if (read.Length < BufferSize)
                return null;

            offset += same;
        }
    }

    private static string? FindValue(Func<Stream> stored, Func<Stream> again)
    {
        if (Read(stored) is not { } before || Read(again) is not { } now)
            return null;

        using (before)
        using (now)
            return FindValue(before.RootElement, now.RootElement, "$");
    }

    private static JsonDocument? Read(Func<Stream> open)
    {
        using var stream = open();
        var content = new byte[LargestJson + 1];
        var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        try
        {
            return read > LargestJson ? null : JsonDocument.Parse(content.AsMemory(0, read), Json);
        }
        catch (JsonException)
        {
            // A file that a step or a command wrote: only its name says that it is JSON.
            return null;
        }
    }

    private static string? FindValue(JsonElement before, JsonElement now, string path)
    {
        if (before.ValueKind != now.ValueKind)
            return path;

        return before.ValueKind switch
        {
            JsonValueKind.Object => FindProperty(before, now, path),
            JsonValueKind.Array => FindElement(before, now, path),
            _ => before.GetRawText() == now.GetRawText() ? null : path,
        };
    }

    // Properties in another order are a difference too.
    private static string? FindProperty(JsonElement before, JsonElement now, string path)
    {
        using var others = now.EnumerateObject();
        foreach (var property in before.EnumerateObject())
        {
            var place = $"{path}.{SingleLine.From(property.Name)}";
            if (!others.MoveNext() || others.Current.Name != property.Name)
                return place;

            if (FindValue(property.Value, others.Current.Value, place) is { } found)
                return found;
        }

        return others.MoveNext() ? $"{path}.{SingleLine.From(others.Current.Name)}" : null;
    }

    private static string? FindElement(JsonElement before, JsonElement now, string path)
    {
        using var others = now.EnumerateArray();
        var index = 0;
        foreach (var element in before.EnumerateArray())
        {
            var place = PlaceOf(index++);
            if (!others.MoveNext())
                return place;

            if (FindValue(element, others.Current, place) is { } found)
                return found;
        }

        return others.MoveNext() ? PlaceOf(index) : null;

        string PlaceOf(int at) => string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
    }
}
