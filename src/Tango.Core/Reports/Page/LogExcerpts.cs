using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>
/// The ends of logs that a page has, until there are too many to send the page to somebody: of the failed steps, and of those that ran the longest.
/// </summary>
internal static class LogExcerpts
{
    private const int MostOfFailed = 64_000;
    private const int MostOfCompleted = 12_000;
    private const int LongestOfCompleted = 4_000;

    /// <summary>The excerpts of the steps that ran; steps whose log is left out, or cannot be read, are missing.</summary>
    public static Dictionary<StepRecord, string> Read(IEnumerable<StepRecord?> steps)
    {
        var ran = steps.OfType<StepRecord>().Where(step => step.Log is not null).ToLookup(step => step.State);
        var excerpts = new Dictionary<StepRecord, string>(ReferenceEqualityComparer.Instance);
        Add(excerpts, ran[StepState.Failed], MostOfFailed, MostOfFailed);
        Add(excerpts, ran[StepState.Ran].OrderByDescending(step => step.Duration), MostOfCompleted, LongestOfCompleted);
        return excerpts;
    }

    private static void Add(Dictionary<StepRecord, string> excerpts, IEnumerable<StepRecord> steps, int left, int longest)
    {
        foreach (var step in steps)
        {
            if (left == 0)
                return;

            if (LogExcerpt.Read(step.Log!) is not { Length: > 0 } text)
                continue;

            var length = Math.Min(left, longest);
            excerpts[step] = text.Length <= length ? text : "…" + text[^(length - 1)..];
            left -= excerpts[step].Length;
        }
    }
}
