using System.Globalization;
using Tango.IO;

namespace Tango.Cli.Output;

/// <summary>How times and numbers look.</summary>
internal static class Texts
{
    private const int ShortCommit = 7;
    private const int LongestShort = 60;

    /// <summary>A time of day today, else with the date, in local time.</summary>
    public static string Time(DateTimeOffset time, DateTimeOffset now)
    {
        var local = time.ToLocalTime();
        return local.ToString(local.Date == now.ToLocalTime().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A commit in short, with <c>*</c> if files were modified.</summary>
    public static string Commit(Runs.SourceState? source) => source?.Commit is { } commit ? commit[..Math.Min(ShortCommit, commit.Length)] + (source.IsDirty ? "*" : "") : "";

    /// <summary>A number of few digits.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e6 or 0 ? "0.#####" : "G5", CultureInfo.InvariantCulture);

    /// <summary>A difference, with its sign.</summary>
    public static string Change(double value) => value > 0 ? "+" + Number(value) : Number(value);

    /// <summary>A text cut at a length that fits a table.</summary>
    public static string Short(string text) => text.Length <= LongestShort ? text : string.Concat(text.AsSpan(0, LongestShort - 1), "…");

    /// <summary>What a step took besides time, in parentheses; empty if nothing is known.</summary>
    public static string Usage(Runs.StepRecord? step)
    {
        var parts = new[] { step?.CpuTime is { } time ? $"CPU {DurationText.Format(time)}" : null, step?.PeakMemory is { } size ? $"peak {SizeText.Format(size)}" : null }.OfType<string>().ToList();
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>A count of entries of a cache.</summary>
    public static string Entries(int count) => count == 1 ? "1 entry" : $"{Count(count)} entries";

    /// <summary>A count.</summary>
    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
