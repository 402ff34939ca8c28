using System.Globalization;

namespace Iris;

/// <summary>Reads the flowers from a file with one header line and five columns.</summary>
[Step(Deterministic = true)]
public sealed class ReadCsv : Step<IReadOnlyList<Flower>>
{
    private const string Header = "SepalLength,SepalWidth,PetalLength,PetalWidth,Species";

    public IReadOnlyList<Flower> Run(InputFile path)
    {
        var lines = path.ReadLines().ToList();
        if (lines.FirstOrDefault() != Header)
            throw new InvalidDataException($"{path.Name} must start with the line '{Header}'.");

        var flowers = lines.Skip(1).Select(Parse).ToList();
        Summary = $"{flowers.Count} flowers";
        return flowers;
    }

    private static Flower Parse(string line)
    {
        var cells = line.Split(',');
        if (cells.Length != 5)
            throw new InvalidDataException($"Expected four measurements and a species, found '{line}'.");

        return new(Number(cells[0]), Number(cells[1]), Number(cells[2]), Number(cells[3]), cells[4]);
    }

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
}
