using Tango.Graph;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>
/// The plan of one step of a plan, after all that it needs is complete: results that are cached by then are read from the cache, and steps whose results are not cached run again
/// with it.
/// </summary>
internal static class SingleStepPlan
{
    /// <summary>Creates the plan.</summary>
    public static ExecutionPlan From(ExecutionPlan plan, ExecutionStep step)
    {
        var known = plan.Steps.ToDictionary(other => other.Name, StringComparer.OrdinalIgnoreCase);
        var inputs = plan.Inputs.ToDictionary(input => input.Name, StringComparer.OrdinalIgnoreCase);
        var used = new Dictionary<string, ExecutionInput>(StringComparer.OrdinalIgnoreCase);
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var steps = new List<ExecutionStep>();
        PostOrder.Walk([step.Name], Enter, name => steps.Add(known[name]));
        return plan with
        {
            Inputs = [.. used.Values],
            Steps = [.. steps.Select(made => made with { After = [.. Needed(made).Where(met.Contains)] })],
        };

        IEnumerable<string>? Enter(string name)
        {
            if (name != step.Name && (inputs.GetValueOrDefault(name) ?? Stored(known[name])) is { } input)
            {
                used[name] = input;
                return null;
            }

            return met.Add(name) ? Needed(known[name]) : null;
        }
    }

    private static IEnumerable<string> Needed(ExecutionStep step) => step.SameAs is { } made ? [made] : References.StepsIn(step.Arguments);

    private static ExecutionInput? Stored(ExecutionStep step) => step.IsCacheable ? new ExecutionInput(step.Name, step.UniqueId, step.Method, step.Format) : null;
}
