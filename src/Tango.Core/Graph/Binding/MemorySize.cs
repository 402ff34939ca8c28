using System.Globalization;

namespace Tango.Graph.Binding;

/// <summary>Parses sizes of memory: <c>2GB</c>, <c>512 MiB</c>, <c>1000000</c>. All units are powers of 1,024, as in task managers.</summary>
internal static class MemorySize
{
    private static readonly (string Unit, int Power)[] Units =
    [
        ("KIB", 1), ("MIB", 2), ("GIB", 3), ("TIB", 4), ("KB", 1), ("MB", 2), ("GB", 3), ("TB", 4),
        ("K", 1), ("M", 2), ("G", 3), ("T", 4), ("B", 0),
    ];

    /// <summary>Parses a size.</summary>
    /// <param name="text">A number with or without a unit.</param>
    /// <param name="bytes">The size; 0 if the text is invalid.</param>
    /// <returns>Whether it is a size greater than zero.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        var number = text.ToUpperInvariant();
        var factor = 1L;
        foreach (var (unit, power) in Units)
        {
            if (number.EndsWith(unit, StringComparison.Ordinal))
            {
                number = number[..^unit.Length].TrimEnd();
                factor = 1L << (10 * power);
                break;
            }
        }

        var read = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value > 0
            && value <= long.MaxValue / factor;
        bytes = read ? (long)(value * factor) : 0;
        return read;
    }
}
