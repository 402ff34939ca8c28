using System.Globalization;
using System.Text;
using Tango.Runs;

namespace Tango.Build.Tasks.Summaries;

/// <summary>The metrics of a run beside those of the branch that a pull request is to be merged into.</summary>
/// <param name="branch">The name of that branch.</param>
/// <param name="record">Its last record.</param>
internal sealed class MetricChanges(string branch, RunRecord record)
{
    private const int MaxRows = 50;
    private const int LongestName = 200;
    private const int ShownOfCommit = 7;

    /// <summary>The table; empty if there are no metrics.</summary>
    public string Write(IReadOnlyList<StepOutcome> steps)
    {
        var rows = Rows(steps).ToList();
        if (rows.Count == 0)
            return "";

        var changed = rows.Where(row => row.Base is not { } before || !before.Equals(row.Here)).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Metrics against {MarkdownText.Escape(branch, LongestName)}{Commit()}:{(changed.Count == 0 ? $" all {rows.Count} are equal.\n" : "")}\n");
        if (changed.Count > 0)
            text.Append("\n| metric | base | here | change |\n| --- | ---: | ---: | ---: |\n");

        foreach (var row in changed.Take(MaxRows))
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Escape(row.Name, LongestName)} | {(row.Base is { } before ? Format(before) : "new")} | {Format(row.Here)} | {Change(row)} |\n");

        text.Append(changed.Count == 0 ? "" : "\n");
        if (changed.Count > 0 && rows.Count - changed.Count is > 0 and var equal)
            text.Append(CultureInfo.InvariantCulture, $"{equal} more {(equal == 1 ? "is" : "are")} equal.\n\n");

        if (changed.Count > MaxRows)
            text.Append(CultureInfo.InvariantCulture, $"… and {changed.Count - MaxRows} more that differ.\n\n");

        return text.ToString();
    }

    private string Commit() => record.Source?.Commit is { } commit ? $" ({MarkdownText.Escape(commit[..Math.Min(ShownOfCommit, commit.Length)])})" : "";

    private IEnumerable<Row> Rows(IReadOnlyList<StepOutcome> steps)
    {
        var before = record.Steps.DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        return from step in steps
               where step.Metrics is not null
               from metric in step.Metrics!
               select new Row($"{step.Name}.{metric.Key}", BaseOf(before.GetValueOrDefault(step.Name), metric.Key), metric.Value);
    }

    private static double? BaseOf(StepRecord? step, string metric) => step is not null && step.Metrics.TryGetValue(metric, out var value) ? value : null;

    // Whether more is better only the author knows.
    private static string Change(Row row)
    {
        if (row.Base is not { } before || !double.IsFinite(before) || !double.IsFinite(row.Here))
            return "";

        var difference = row.Here - before;
        var share = before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Signed(difference / Math.Abs(before) * 100, "0.##")} %)");
        return Signed(difference, "G4") + share;
    }

    private static string Signed(double value, string format) => (value > 0 ? "+" : "") + value.ToString(format, CultureInfo.InvariantCulture);

    private static string Format(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private sealed record Row(string Name, double? Base, double Here);
}
