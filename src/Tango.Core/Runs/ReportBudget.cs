using Tango.IO;

namespace Tango.Runs;

/// <summary>How many lines of one origin a build still shows.</summary>
internal sealed class ReportBudget
{
    private int _lines;
    private int _characters;
    private bool _isMarked;

    private ReportBudget(int lines, int characters)
    {
        _lines = lines;
        _characters = characters;
    }

    /// <summary>What becomes of a line.</summary>
    public enum Answer
    {
        /// <summary>It is shown.</summary>
        Report,

        /// <summary>It is the first that is not shown: the mark is shown instead.</summary>
        Mark,

        /// <summary>It is not shown.</summary>
        Skip,
    }

    /// <summary>The budget for lines.</summary>
    public static ReportBudget OfLines() => new(TextLimits.MaxReportedLines, TextLimits.MaxReportedCharacters);

    /// <summary>The budget for warnings.</summary>
    public static ReportBudget OfWarnings() => new(TextLimits.MaxReportedWarnings, TextLimits.MaxReportedCharacters);

    /// <summary>The line that is shown once, instead of all that follow.</summary>
    /// <param name="rest">Where the rest is.</param>
    public static string MarkOf(string rest) =>
        TextLimits.Format($"… (a build shows at most {TextLimits.MaxReportedLines} lines, {TextLimits.MaxReportedWarnings} warnings and {TextLimits.MaxReportedCharacters} characters of a step; {rest})");

    /// <summary>Counts a line. Once one is not shown, none is: a short line after a long one would look like the next.</summary>
    public Answer Take(string line)
    {
        if (!_isMarked && _lines > 0 && line.Length <= _characters)
        {
            _lines--;
            _characters -= line.Length;
            return Answer.Report;
        }

        var answer = _isMarked ? Answer.Skip : Answer.Mark;
        _isMarked = true;
        return answer;
    }
}
