using System.Globalization;
using System.Text;
using Tango.Planning;
using Tango.Reports;

namespace Tango.Build.Tasks;

/// <summary>A plan as a text table.</summary>
internal static class PlanTable
{
    private const string StepHeading = "step";
    private const string CountHeading = "steps";
    private const string ActionHeading = "plan";
    private const string ReasonHeading = "because";

    /// <summary>
    /// The table as one message, in the form of MSBuild's own targets, <c>Project -> …</c>: it is the only message that the terminal logger shows too. A long plan ends with what it
    /// begins with, as in a terminal its beginning is out of sight.
    /// </summary>
    /// <param name="showsAll">Whether each step has a row, however many there are.</param>
    public static string Format(string project, Plan plan, bool showsAll)
    {
        var text = new StringBuilder().Append(project).Append(" -> ").Append(Summary(plan));
        foreach (var row in showsAll || !PlanRows.AreShortened(plan) ? AllRows(plan) : FewRows(plan))
            text.Append('\n').Append(row);

        return text.ToString();
    }

    private static IEnumerable<string> AllRows(Plan plan)
    {
        var rows = PlanRows.All(plan).ToList();
        var nameWidth = WidthOf(rows);
        yield return Row(nameWidth, StepHeading, ActionHeading, ReasonHeading);
        foreach (var row in rows)
            yield return Row(nameWidth, row.Name, row.Action, row.Reason);

        if (PlanRows.AreShortened(plan))
            yield return Total(plan);
    }

    private static IEnumerable<string> FewRows(Plan plan)
    {
        var (rows, left) = PlanRows.Shortened(plan);
        if (rows.Count > 0)
        {
            var nameWidth = WidthOf(rows);
            yield return Row(nameWidth, StepHeading, CountHeading, ActionHeading, ReasonHeading);
            foreach (var row in rows)
                yield return Row(nameWidth, row.Name, row.Count == 1 ? "" : Format(row.Count), row.Action, row.Reason);
        }

        if (left > 0)
            yield return $"  Tango  … and {Format(left)} more (-p:TangoPlanRows=All shows every step)";

        yield return Total(plan);
    }

    private static int WidthOf(IReadOnlyList<PlanRow> rows) => rows.Select(row => row.Name.Length).Append(StepHeading.Length).Max();

    private static string Row(int nameWidth, string name, string action, string reason) =>
        $"  Tango  {name.PadRight(nameWidth)}  {action.PadRight(10)}  {reason}".TrimEnd();

    private static string Row(int nameWidth, string name, string count, string action, string reason) =>
        $"  Tango  {name.PadRight(nameWidth)}  {count.PadLeft(CountHeading.Length)}  {action.PadRight(10)}  {reason}".TrimEnd();

    private static string Total(Plan plan) => $"  Tango  total of {Format(plan.Steps.Length)} steps: {Summary(plan)}";

    private static string Summary(Plan plan)
    {
        var blocked = plan.Steps.Count(step => step.Action == PlannedAction.Blocked);
        return plan.RunCount + blocked == 0 ? "nothing to run."
            : blocked == 0 ? $"{ToRun(plan)}, {plan.CachedCount} cached."
            : $"{blocked} blocked, {ToRun(plan)}, {plan.CachedCount} cached.";
    }

    private static string ToRun(Plan plan)
    {
        var conditional = plan.Steps.Count(step => step.IsConditional);
        return conditional == 0 ? $"{plan.RunCount} to run" : $"{plan.RunCount} to run ({Format(conditional)} only if a result above changes)";
    }

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
