using Tango.IO;

namespace Tango.Reports;

/// <summary>The end of a step's log, for a report that can be read without the log file.</summary>
internal static class LogExcerpt
{
    private const int MaxLines = 200;
    private const int MaxCharacters = 40_000;

    /// <summary>The last lines of a file; null if it cannot be read.</summary>
    /// <param name="path">Full path.</param>
    public static string? Read(string path)
    {
        var lines = new Queue<string>();
        try
        {
            if (!SpecialFile.IsFile(path))
                return null;

            foreach (var line in SharedReading.ReadLines(path))
            {
                lines.Enqueue(line);
                if (lines.Count > MaxLines)
                    lines.Dequeue();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var text = string.Join('\n', lines);
        return text.Length <= MaxCharacters ? text : "…" + text[^MaxCharacters..];
    }
}
