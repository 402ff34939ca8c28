using System.Globalization;
using System.Numerics;

namespace Tango.Steps.Memo;

/// <summary>Between single values and their text in the file.</summary>
internal static class MemoValueKinds
{
    internal static MemoValueKind Of(object value) => value switch
    {
        string => MemoValueKind.Text,
        bool => MemoValueKind.Boolean,
        char => MemoValueKind.Character,
        long => MemoValueKind.Int64,
        ulong => MemoValueKind.UInt64,
        BigInteger => MemoValueKind.BigInteger,
        double => MemoValueKind.Double,
        decimal => MemoValueKind.Decimal,
        DateTime => MemoValueKind.DateTime,
        DateTimeOffset => MemoValueKind.DateTimeOffset,
        DateOnly => MemoValueKind.Date,
        TimeOnly => MemoValueKind.TimeOfDay,
        TimeSpan => MemoValueKind.Duration,
        Guid => MemoValueKind.Guid,
        Uri => MemoValueKind.Uri,
        Version => MemoValueKind.Version,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no single value."),
    };

    /// <summary>The value of a text; null for a kind that no single value has.</summary>
    internal static object? Parse(MemoValueKind kind, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            MemoValueKind.Text => text,
            MemoValueKind.Boolean => text == "true",
            MemoValueKind.Character => text[0],
            MemoValueKind.Int64 => long.Parse(text, culture),
            MemoValueKind.UInt64 => ulong.Parse(text, culture),
            MemoValueKind.BigInteger => BigInteger.Parse(text, culture),
            MemoValueKind.Double => double.Parse(text, culture),
            MemoValueKind.Decimal => decimal.Parse(text, culture),
            MemoValueKind.DateTime => DateTime.Parse(text, culture, DateTimeStyles.RoundtripKind),
            MemoValueKind.DateTimeOffset => DateTimeOffset.Parse(text, culture, DateTimeStyles.RoundtripKind),
            MemoValueKind.Date => DateOnly.Parse(text, culture),
            MemoValueKind.TimeOfDay => TimeOnly.Parse(text, culture),
            MemoValueKind.Duration => TimeSpan.Parse(text, culture),
            MemoValueKind.Guid => Guid.Parse(text),
            MemoValueKind.Uri => new Uri(text, UriKind.RelativeOrAbsolute),
            MemoValueKind.Version => Version.Parse(text),
            _ => null,
        };
    }
}
