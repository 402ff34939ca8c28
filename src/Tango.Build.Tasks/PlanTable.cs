using System.Text;
using Tango.Planning;

namespace Tango.Build.Tasks;

/// <summary>A plan as a text table.</summary>
internal static class PlanTable
{
    private const string StepHeading = "step";
    private const string ActionHeading = "plan";
    private const string ReasonHeading = "because";

    /// <summary>The table as one message, in the form of MSBuild's own targets, <c>Project -> …</c>: it is the only message that the terminal logger shows too.</summary>
    public static string Format(string project, Plan plan)
    {
        var text = new StringBuilder().Append(project).Append(" -> ").Append(Summary(plan));
        foreach (var row in Rows(plan))
            text.Append('\n').Append(row);

        return text.ToString();
    }

    private static IEnumerable<string> Rows(Plan plan)
    {
        var nameWidth = StepHeading.Length;
        foreach (var step in plan.Steps)
            nameWidth = Math.Max(nameWidth, step.Node.Name.Length);

        yield return Row(nameWidth, StepHeading, ActionHeading, ReasonHeading);
        foreach (var step in plan.Steps)
            yield return Row(nameWidth, step.Node.Name, StateText.Format(step), step.ReasonText);
    }

    private static string Row(int nameWidth, string name, string action, string reason) =>
        $"  Tango  {name.PadRight(nameWidth)}  {action.PadRight(10)}  {reason}".TrimEnd();

    private static string Summary(Plan plan)
    {
        var blocked = plan.Steps.Count(step => step.Action == PlannedAction.Blocked);
        return plan.RunCount + blocked == 0 ? "nothing to run."
            : blocked == 0 ? $"{plan.RunCount} to run, {plan.CachedCount} cached."
            : $"{blocked} blocked, {plan.RunCount} to run, {plan.CachedCount} cached.";
    }
}
