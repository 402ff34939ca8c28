namespace UnicodeTables.Generator;

/// <summary>
/// How many columns of a terminal each character takes: none for marks and format characters that stand with their neighbour, two for wide ones. What takes one
/// is left out.
/// </summary>
[Step(Deterministic = true)]
public sealed class ComputeColumns : Step<IReadOnlyList<CodePointRange>>
{
    private const int SoftHyphen = 0x00AD;
    private const int FirstJoiningJamo = 0x1160;
    private const int LastJoiningJamo = 0x11FF;

    public IReadOnlyList<CodePointRange> Run(IReadOnlyList<CodePointRange> categories, IReadOnlyList<CodePointRange> widths)
    {
        var columns = new SortedDictionary<int, string>();
        foreach (var point in widths.SelectMany(Points))
            columns[point] = "2";

        foreach (var point in categories.Where(range => range.Value is "Mn" or "Me" or "Cf").SelectMany(Points))
            columns[point] = "0";

        // The vowels and final consonants of Hangul syllables join the letter before them. A soft hyphen is seen where a line ends.
        for (var point = FirstJoiningJamo; point <= LastJoiningJamo; point++)
            columns[point] = "0";

        columns.Remove(SoftHyphen);
        return [.. Merge(columns)];
    }

    private static IEnumerable<int> Points(CodePointRange range) => Enumerable.Range(range.First, range.Last - range.First + 1);

    private static IEnumerable<CodePointRange> Merge(SortedDictionary<int, string> values)
    {
        CodePointRange? open = null;
        foreach (var (point, value) in values)
        {
            if (open is not null && point == open.Last + 1 && value == open.Value)
            {
                open = open with { Last = point };
                continue;
            }

            if (open is not null)
                yield return open;

            open = new(point, point, value);
        }

        if (open is not null)
            yield return open;
    }
}
