using System.Collections.Immutable;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>The values of a metric over the runs of a project.</summary>
/// <param name="Row">The number of its step.</param>
/// <param name="Values">A value for each run, the oldest first; null where there was none.</param>
internal sealed record MetricSeries(int Row, string Name, ImmutableArray<double?> Values)
{
    /// <summary>All series, those that changed before those that did not.</summary>
    /// <param name="runs">The runs, the newest first.</param>
    public static ImmutableArray<MetricSeries> Of(ImmutableArray<RunRecord> runs, ImmutableArray<ReportRow> rows)
    {
        var numbers = ReportRow.Number(rows);
        var values = new Dictionary<(int Row, string Name), double?[]>();
        for (var run = 0; run < runs.Length; run++)
        {
            foreach (var step in runs[run].Steps.Where(step => numbers.ContainsKey(step.Name)))
            {
                foreach (var (name, value) in step.Metrics)
                {
                    var key = (numbers[step.Name], name);
                    if (!values.TryGetValue(key, out var series))
                        values.Add(key, series = new double?[runs.Length]);

                    series[^(run + 1)] = value;
                }
            }
        }

        return [.. values
            .Select(series => new MetricSeries(series.Key.Row, series.Key.Name, [.. series.Value]))
            .OrderBy(series => series.HasChanged ? 0 : 1).ThenBy(series => series.Row).ThenBy(series => series.Name, StringComparer.Ordinal)];
    }

    private bool HasChanged => Values.OfType<double>().Distinct().Skip(1).Any();
}
