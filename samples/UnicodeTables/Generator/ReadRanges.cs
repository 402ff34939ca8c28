using System.Globalization;

namespace UnicodeTables.Generator;

/// <summary>Reads a file in the form of the Unicode Character Database: <c>0041..005A;Lu</c>, comments after <c>#</c>.</summary>
[Step(Deterministic = true)]
public sealed class ReadRanges : Step<IReadOnlyList<CodePointRange>>
{
    public IReadOnlyList<CodePointRange> Run(InputFile path)
    {
        var ranges = path.ReadLines()
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0)
            .Select(Parse)
            .ToList();
        Summary = $"{ranges.Count} ranges";
        return ranges;
    }

    private static CodePointRange Parse(string line)
    {
        if (line.Split(';') is not [var points, var value])
            throw new InvalidDataException($"Expected code points and a value, found '{line}'.");

        var ends = points.Split("..");
        return new(CodePoint(ends[0]), CodePoint(ends[^1]), value.Trim());
    }

    private static int CodePoint(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
