namespace UnicodeTables;

/// <summary>Text as a terminal shows it, in columns of one width.</summary>
public static class TerminalText
{
    // The numbers that stand for widths in the table: "1;0;2" in the project file.
    private static ReadOnlySpan<byte> Columns => [1, 0, 2];

    /// <summary>How many columns a text takes. Control characters count as none; sequences that terminals draw as one emoji are not looked for.</summary>
    /// <param name="text">The text.</param>
    public static int ColumnsOf(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
            columns += ColumnsOf(rune.Value);

        return columns;
    }

    /// <summary>A text with as many spaces at its end as it lacks of a number of columns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">The number.</param>
    public static string PadRight(string text, int columns) => text + new string(' ', Math.Max(0, columns - ColumnsOf(text)));

    private static int ColumnsOf(int codePoint) => codePoint < ' ' || codePoint is >= 0x7F and < 0xA0
        ? 0
        : Columns[RangeSearch.Find(ColumnTable.First, ColumnTable.Last, ColumnTable.Value, codePoint)];
}
