using Tango.Engine;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>How many steps of a run have which outcome: <c>1 failed, 2 ran, 9 cached</c>.</summary>
internal static class StepCounts
{
    private static readonly StepState[] Order = [StepState.Failed, StepState.Blocked, StepState.Ran, StepState.Cached, StepState.Submitted, StepState.NotRun, StepState.Skipped];

    /// <summary>The counts: states that need attention first; those with the same word are next to each other.</summary>
    /// <param name="wordFor">The word for the state of a step.</param>
    public static IEnumerable<string> Of(PipelineResult result, Func<StepOutcome, string> wordFor) => result.Steps
        .OrderBy(step => Array.IndexOf(Order, step.State))
        .GroupBy(wordFor)
        .Select(steps => $"{steps.Count()} {steps.Key}");
}
