namespace UnicodeTables;

internal static class RangeSearch
{
    /// <summary>The value of the range that a code point is in; 0 when it is in none.</summary>
    public static byte Find(ReadOnlySpan<int> first, ReadOnlySpan<int> last, ReadOnlySpan<byte> value, int codePoint)
    {
        var index = first.BinarySearch(codePoint);
        if (index < 0)
            index = ~index - 1;

        return index >= 0 && codePoint <= last[index] ? value[index] : (byte)0;
    }
}
