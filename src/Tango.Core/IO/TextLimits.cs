using System.Globalization;

namespace Tango.IO;

/// <summary>
/// How much is kept of what steps say, in characters. A step may say any amount, by mistake or in a loop: neither memory nor logs may grow with it. Where something was cut, a mark
/// says so. The table of limits in docs/reference.md has the same numbers.
/// </summary>
internal static class TextLimits
{
    /// <summary>The message of an exception in an error.</summary>
    public const int MaxMessage = 8_000;

    /// <summary>An error of a step, with all that it tells besides the message of an exception, e.g. the last lines of a command.</summary>
    public const int MaxError = 32_000;

    /// <summary>A summary.</summary>
    public const int MaxSummary = 1_000;

    /// <summary>The name of a metric.</summary>
    public const int MaxMetricName = 100;

    /// <summary>How many metrics a step has.</summary>
    public const int MaxMetrics = 1_000;

    /// <summary>The text of a progress report.</summary>
    public const int MaxProgress = 1_000;

    /// <summary>A line that is printed, the text of one call of a logger, or an exception in the log.</summary>
    public const int MaxText = 100_000;

    /// <summary>The log of a step (<c>log.txt</c>); its outcome is written also after that.</summary>
    public const long MaxStepLog = 64_000_000;

    /// <summary>What steps say in <c>run.log</c>; outcomes are written also after that.</summary>
    public const long MaxRunLog = 256_000_000;

    /// <summary>How many lines of a step's output, and how many of the worker's own, a build and <c>run.log</c> show.</summary>
    public const int MaxReportedLines = 10_000;

    /// <summary>How many characters these lines have together.</summary>
    public const int MaxReportedCharacters = 4_000_000;

    /// <summary>How many warnings of a step a build shows.</summary>
    public const int MaxReportedWarnings = 1_000;

    /// <summary>The text, cut and marked if it is longer.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;

        // Not between the halves of a surrogate pair.
        var end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return string.Concat(text.AsSpan(0, end), Mark(max));
    }

    /// <summary>The end of a text that was cut.</summary>
    public static string Mark(long max) => Format($"… (cut after {max} characters)");

    /// <summary>Formats a text with the invariant culture.</summary>
    public static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
