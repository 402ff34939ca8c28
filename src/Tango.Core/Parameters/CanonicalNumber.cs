using System.Globalization;

namespace Tango.Parameters;

/// <summary>The canonical form of decimal numbers of any size: digits without trailing zeros, then <c>e</c> and the exponent.</summary>
/// <remarks><c>1</c>, <c>1.0</c>, <c>10e-1</c> → <c>1</c>; <c>1200</c> → <c>12e2</c>; <c>-0.05</c> → <c>-5e-2</c>; <c>0.0</c>, <c>-0</c> → <c>0</c>.</remarks>
internal static class CanonicalNumber
{
    private const int MaxPlainDigits = 40;

    /// <summary>The canonical form of a number in JSON's syntax.</summary>
    /// <param name="text">A JSON number; nothing else.</param>
    public static string From(string text)
    {
        var (mantissa, exponent) = SplitExponent(text);
        var negative = mantissa.StartsWith('-');
        var digits = negative ? mantissa[1..] : mantissa;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        var significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        if (significant.Length == 0)
            return "0";

        var sign = negative ? "-" : "";
        return exponent == 0 ? sign + significant : string.Create(CultureInfo.InvariantCulture, $"{sign}{significant}e{exponent}");
    }

    /// <summary>The number without an exponent if it has at most 40 digits: so that it can be parsed as an integer.</summary>
    /// <param name="canonical">A number from <see cref="From"/>.</param>
    public static string ToPlain(string canonical)
    {
        var (mantissa, exponent) = SplitExponent(canonical);
        if (exponent == 0 || Math.Abs(exponent) > MaxPlainDigits)
            return canonical;

        if (exponent > 0)
            return mantissa + new string('0', (int)exponent);

        var sign = mantissa.StartsWith('-') ? "-" : "";
        var digits = mantissa[sign.Length..].PadLeft((int)-exponent + 1, '0');
        return $"{sign}{digits[..^(int)-exponent]}.{digits[^(int)-exponent..]}";
    }

    private static (string Mantissa, long Exponent) SplitExponent(string text)
    {
        var e = text.AsSpan().IndexOfAny('e', 'E');
        return e < 0
            ? (text, 0)
            : (text[..e], long.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
