using System.Globalization;

namespace Tango.IO;

/// <summary>Formats durations: <c>4 ms</c>, <c>1.32 s</c>, <c>12.3 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>.</summary>
internal static class DurationText
{
    /// <summary>Formats a duration, with at most ten characters below 100 hours.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        return seconds switch
        {
            < 0.0995 => Format($"{duration.TotalMilliseconds:0} ms"),
            < 9.995 => Format($"{seconds:0.00} s"),
            < 59.95 => Format($"{seconds:0.0} s"),
            < 3599.5 => Format($"{Whole(seconds) / 60} min {Whole(seconds) % 60:00} s"),
            _ => Format($"{Whole(seconds / 60) / 60} h {Whole(seconds / 60) % 60:00} min"),
        };
    }

    private static long Whole(double number) => (long)Math.Round(number);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
