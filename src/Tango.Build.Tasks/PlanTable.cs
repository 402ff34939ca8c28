using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Planning;

namespace Tango.Build.Tasks;

/// <summary>A plan as a table for people and as items for machines.</summary>
internal static class PlanTable
{
    private const string StepHeading = "step";
    private const string ActionHeading = "plan";
    private const string ReasonHeading = "because";

    /// <summary>The lines of the table.</summary>
    public static IEnumerable<string> Format(Plan plan)
    {
        var nameWidth = plan.Steps.Select(step => step.Node.Name.Length).Append(StepHeading.Length).Max();
        yield return Row(nameWidth, StepHeading, ActionHeading, ReasonHeading);
        foreach (var step in plan.Steps)
            yield return Row(nameWidth, step.Node.Name, StateText.Of(step.Action), ReasonsOf(step));

        yield return Summary(plan);
    }

    /// <summary>One item per step.</summary>
    public static ITaskItem[] Items(Plan plan) => [.. plan.Steps.Select(Item)];

    private static string Row(int nameWidth, string name, string action, string reason) =>
        $"  Tango  {name.PadRight(nameWidth)}  {action.PadRight(10)}  {reason}".TrimEnd();

    private static string Summary(Plan plan) => plan.RunCount == 0
        ? "Tango: nothing to run."
        : $"Tango: {plan.RunCount} to run, {plan.CachedCount} cached.";

    private static string ReasonsOf(PlannedStep step)
    {
        var reasons = string.Join(" · ", step.Reasons);
        return step.NotStoredBecause is { } why ? $"{reasons} (not stored: {why})" : reasons;
    }

    private static TaskItem Item(PlannedStep step)
    {
        var item = new TaskItem(Escaping.Escape(step.Node.Name));
        item.SetMetadata(Names.Metadata.UniqueId, Escaping.Escape(step.Identity.UniqueId));
        item.SetMetadata(Names.Metadata.State, StateText.Of(step.Action));
        item.SetMetadata(Names.Metadata.Reason, Escaping.Escape(ReasonsOf(step)));
        return item;
    }
}
