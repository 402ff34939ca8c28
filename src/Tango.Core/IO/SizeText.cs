using System.Globalization;

namespace Tango.IO;

/// <summary>Formats sizes: <c>812 B</c>, <c>4.1 KB</c>, <c>1.2 GB</c>; units are powers of 1,024.</summary>
internal static class SizeText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Formats a size.</summary>
    public static string Format(long bytes)
    {
        var unit = 0;
        var size = (double)bytes;
        for (; size >= 999.5 && unit < Units.Length - 1; unit++)
            size /= 1024;

        var format = unit == 0 || size >= 9.95 ? "0" : "0.0";
        return $"{size.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
