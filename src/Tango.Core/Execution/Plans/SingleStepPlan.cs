using System.Collections.Frozen;
using Tango.Graph;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>
/// The plans of single steps of a plan, after all that each needs is complete: results that are cached by then are read from the cache, and steps whose results are not cached run
/// again with it. Made once for a plan: each step's plan takes only as long as the step has inputs.
/// </summary>
internal sealed class SingleStepPlan
{
    private readonly ExecutionPlan _plan;
    private readonly FrozenDictionary<string, ExecutionStep> _steps;
    private readonly FrozenDictionary<string, ExecutionInput> _inputs;

    public SingleStepPlan(ExecutionPlan plan)
    {
        _plan = plan;
        _steps = plan.Steps.ToFrozenDictionary(other => other.Name, StringComparer.OrdinalIgnoreCase);
        _inputs = plan.Inputs.ToFrozenDictionary(input => input.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Creates the plan of a step.</summary>
    public ExecutionPlan Of(ExecutionStep step)
    {
        var used = new Dictionary<string, ExecutionInput>(StringComparer.OrdinalIgnoreCase);
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var steps = new List<ExecutionStep>();
        PostOrder.Walk([step.Name], Enter, name => steps.Add(Find(name)));
        return _plan with
        {
            FindsEarlierResults = false,
            Inputs = [.. used.Values],
            Steps = [.. steps.Select(made => made with { After = [.. Needed(made).Where(met.Contains)] })],
        };

        IEnumerable<string>? Enter(string name)
        {
            if (name != step.Name && (_inputs.GetValueOrDefault(name) ?? Stored(_steps[name])) is { } input)
            {
                used[name] = input;
                return null;
            }

            return met.Add(name) ? Needed(Find(name)) : null;
        }

        // It may be a changed copy of the plan's.
        ExecutionStep Find(string name) => name == step.Name ? step : _steps[name];
    }

    private static IEnumerable<string> Needed(ExecutionStep step) => step.SameAs is { } made ? [made] : References.StepsIn(step.Arguments);

    private static ExecutionInput? Stored(ExecutionStep step) => step.IsCacheable ? new ExecutionInput(step.Name, step.UniqueId, step.Method, step.Format) : null;
}
