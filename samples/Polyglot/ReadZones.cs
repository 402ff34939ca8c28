using System.Globalization;

namespace Polyglot;

/// <summary>Reads the table of the time zone database: countries, coordinates, name, separated by tabs.</summary>
[Step(Deterministic = true)]
public sealed class ReadZones : Step<IReadOnlyList<Zone>>
{
    public IReadOnlyList<Zone> Run(InputFile path)
    {
        var zones = path.ReadLines().Where(line => !line.StartsWith('#')).Select(Parse).ToList();
        Summary = $"{zones.Count} zones";
        return zones;
    }

    private static Zone Parse(string line)
    {
        var columns = line.Split('\t');
        var second = columns[1].IndexOfAny(['+', '-'], 1);
        return new Zone(columns[2], Degrees(columns[1][..second], 2), Degrees(columns[1][second..], 3), columns[0].Split(','));
    }

    // ISO 6709: a sign, degrees of two or three digits, minutes, and sometimes seconds.
    private static double Degrees(string text, int digits)
    {
        double Part(int start, int length) => start < text.Length ? int.Parse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var degrees = Part(1, digits) + (Part(1 + digits, 2) / 60) + (Part(3 + digits, 2) / 3600);
        return Math.Round(text[0] == '-' ? -degrees : degrees, 4);
    }
}
