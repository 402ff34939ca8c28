using System.Collections.Immutable;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>The rows of a printed plan. Of a long plan only what runs or is blocked has rows, and families of steps share one if their reasons are of the same kind.</summary>
internal static class PlanRows
{
    /// <summary>How many steps have a row each, and how many rows a longer plan should have.</summary>
    public const int MaxRows = 40;

    // Two steps are no family.
    private const int SmallestFamily = 3;

    /// <summary>Whether a plan is so long that rows are left out.</summary>
    public static bool AreShortened(Plan plan) => plan.Steps.Length > MaxRows;

    /// <summary>A row for each step.</summary>
    public static IEnumerable<PlanRow> All(Plan plan) => plan.Steps.Select(step => new PlanRow(step.Node.Name, 1, StateText.Format(step), step.ReasonText));

    /// <summary>The rows of what runs or is blocked, at most <see cref="MaxRows"/>: where they begin, in the order of the plan.</summary>
    /// <returns>The rows, and how many steps have none.</returns>
    public static (IReadOnlyList<PlanRow> Rows, int Left) Shortened(Plan plan)
    {
        var steps = plan.Steps.Where(step => step.Action is PlannedAction.Run or PlannedAction.Blocked).ToList();
        var rows = steps.ConvertAll(step => new PlanRow(step.Node.Name, 1, StateText.Format(step), step.ReasonText));
        if (steps.Count < SmallestFamily)
            return (rows, 0);

        foreach (var familyOf in StepFamilies.Levels)
        {
            if (rows.Count > MaxRows || familyOf == StepFamilies.Levels[0])
                rows = Collapse(steps, familyOf);
        }

        var shown = rows.Take(MaxRows).ToList();
        return (shown, steps.Count - shown.Sum(row => row.Count));
    }

    private static List<PlanRow> Collapse(List<PlannedStep> steps, Func<string, string> familyOf)
    {
        var families = steps.GroupBy(step => (familyOf(step.Node.Name), step.Action, KindOf(step, familyOf))).ToList();
        var places = new Dictionary<PlannedStep, int>(ReferenceEqualityComparer.Instance);
        for (var place = 0; place < steps.Count; place++)
            places.Add(steps[place], place);

        return [.. families
            .SelectMany(family => family.Count() < SmallestFamily
                ? family.Select(step => (Place: places[step], Row: new PlanRow(step.Node.Name, 1, StateText.Format(step), step.ReasonText)))
                : [(Place: places[family.First()], Row: Row(family.Key.Item1, [.. family], familyOf))])
            .OrderBy(row => row.Place)
            .Select(row => row.Row)];
    }

    private static PlanRow Row(string name, ImmutableArray<PlannedStep> steps, Func<string, string> familyOf)
    {
        var reasons = steps[0].ReasonText;
        if (steps.Any(step => step.ReasonText != reasons))
        {
            var common = steps[0].Reasons.Select((reason, place) => steps.All(step => step.Reasons[place] == reason) ? reason : Common(reason, steps.Select(step => step.Reasons[place]), familyOf));
            reasons = string.Join(Reason.Separator, common);
        }

        return new PlanRow(name, steps.Length, StateText.Format(steps[0].Action), reasons);
    }

    // Values that differ are left out.
    private static Reason Common(Reason first, IEnumerable<Reason> all, Func<string, string> familyOf)
    {
        var hasOneSubject = all.All(reason => reason.Subject == first.Subject);
        var subject = hasOneSubject ? first.Subject : first.Kind == ReasonKind.CodeChanged || first.Subject is null ? null : familyOf(first.Subject);
        return new Reason(first.Kind, subject);
    }

    // Kinds whose words need both values are the same only with the same values.
    private static string KindOf(PlannedStep step, Func<string, string> familyOf) => string.Join('\n', step.Reasons.Select(reason => reason.Kind switch
    {
        ReasonKind.TypeChanged or ReasonKind.VersionChanged or ReasonKind.FormatChanged => $"{reason}",
        ReasonKind.CodeChanged => $"{reason.Kind}",
        _ => $"{reason.Kind} {(reason.Subject is { } subject ? familyOf(subject) : "")}",
    }));
}
