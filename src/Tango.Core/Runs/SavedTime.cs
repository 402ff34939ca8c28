namespace Tango.Runs;

/// <summary>The work that a run, or all runs of a build, did not do again: how long it once took to compute the results that were cached.</summary>
internal static class SavedTime
{
    /// <summary>The sum over outcomes of a run.</summary>
    public static TimeSpan Of(IEnumerable<StepOutcome> steps) => Sum(steps.Select(step => (step.State, step.UniqueId, step.Cost)));

    /// <summary>The sum over recorded steps, of one project or several.</summary>
    public static TimeSpan Of(IEnumerable<StepRecord> steps) => Sum(steps.Select(step => (step.State, step.UniqueId, step.Cost)));

    // Equal steps share a result, which counts once; and not at all if one of them computed it now.
    private static TimeSpan Sum(IEnumerable<(StepState State, string UniqueId, TimeSpan Cost)> steps)
    {
        var all = steps.ToList();
        var computed = all.Where(step => step.State == StepState.Ran).Select(step => step.UniqueId);
        return new(all.Where(step => step.State == StepState.Cached).ExceptBy(computed, step => step.UniqueId).Sum(step => step.Cost.Ticks));
    }
}
