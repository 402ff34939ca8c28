using Tango.Execution.Plans;

namespace Tango.Execution.Worker;

/// <summary>Makes, of a plan that a worker carried out in part, the plan of the worker after it.</summary>
internal static class PlanPart
{
    /// <summary>The steps that are wanted and not completed. Results of completed steps are read from the cache; what is not cached was lost with the process, and is computed again if a wanted step uses it.</summary>
    /// <param name="completed">The names of completed steps.</param>
    /// <param name="isWanted">Whether a step that is not completed is part of it; all that it depends on must be too, or be completed.</param>
    public static ExecutionPlan Of(ExecutionPlan plan, IReadOnlySet<string> completed, Func<ExecutionStep, bool> isWanted)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var steps = new Stack<ExecutionStep>();
        var inputs = plan.Inputs.ToDictionary(input => input.Name, StringComparer.OrdinalIgnoreCase);

        // Each step is after those that it depends on.
        foreach (var step in plan.Steps.Reverse())
        {
            if (completed.Contains(step.Name) ? !step.IsCacheable && used.Contains(step.UniqueId) : isWanted(step))
            {
                steps.Push(step);
                used.UnionWith(step.Dependencies);
                if (step.SameAs is not null)
                    used.Add(step.UniqueId);
            }
            else if (completed.Contains(step.Name) && used.Contains(step.UniqueId))
            {
                inputs.TryAdd(step.Name, new ExecutionInput(step.Name, step.UniqueId, step.Method, step.Format));
            }
        }

        var names = steps.Select(step => step.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return plan with
        {
            Inputs = [.. inputs.Values],
            Steps = [.. steps.Select(step => step with { After = step.After.RemoveAll(before => !names.Contains(before)) })],
        };
    }
}
