namespace UnicodeTables;

/// <summary>Properties of characters as Unicode 15.0 has them, on every version of .NET.</summary>
public static class Unicode15
{
    /// <summary>The general category of a code point.</summary>
    /// <param name="codePoint">From 0 to 10FFFF.</param>
    public static GeneralCategory CategoryOf(int codePoint) =>
        (GeneralCategory)RangeSearch.Find(CategoryTable.First, CategoryTable.Last, CategoryTable.Value, codePoint);
}
