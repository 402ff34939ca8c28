namespace Tango.Reports;

/// <summary>The end of a step's log: what a reader of a report wants to see of it, without the log being there.</summary>
internal static class LogExcerpt
{
    private const int MostLines = 200;
    private const int MostCharacters = 40_000;

    /// <summary>The last lines of a file; null when it cannot be read.</summary>
    /// <param name="path">Full path.</param>
    public static string? Of(string path)
    {
        var lines = new Queue<string>();
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            foreach (var line in File.ReadLines(path))
            {
                lines.Enqueue(line);
                if (lines.Count > MostLines)
                {
                    lines.Dequeue();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var text = string.Join('\n', lines);
        return text.Length <= MostCharacters ? text : "…" + text[^MostCharacters..];
    }
}
