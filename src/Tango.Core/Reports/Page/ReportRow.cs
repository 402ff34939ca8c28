using System.Collections.Immutable;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>A step in a report: as the next build would treat it, and what the last run did with it. One of both may be missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Planned">Its plan; null if the project no longer declares it.</param>
/// <param name="Last">Its part in the last run; null if it had none.</param>
internal sealed record ReportRow(string Name, PlannedStep? Planned, StepRecord? Last)
{
    /// <summary>The rows of a project: the steps of the plan in its order, then those that only the last run had.</summary>
    public static ImmutableArray<ReportRow> Of(Plan plan, RunRecord? last)
    {
        var records = (last?.Steps ?? []).DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        var planned = plan.Steps.Select(step => new ReportRow(step.Node.Name, step, records.GetValueOrDefault(step.Node.Name))).ToList();
        var names = planned.Select(row => row.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. planned, .. records.Values.Where(step => !names.Contains(step.Name)).Select(step => new ReportRow(step.Name, null, step))];
    }

    /// <summary>The numbers of the rows by the names of their steps.</summary>
    public static Dictionary<string, int> Number(ImmutableArray<ReportRow> rows) =>
        rows.Select((row, number) => (row.Name, number)).ToDictionary(row => row.Name, row => row.number, StringComparer.OrdinalIgnoreCase);
}
