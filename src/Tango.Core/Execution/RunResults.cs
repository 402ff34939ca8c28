using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>
/// The results of a run, by step name. What is stored is what was read from the cache, so that a first run computes from the same values as every later one; what is not
/// stored is held here. Either way no consumer can change what another is given (docs/decisions/0008).
/// </summary>
internal sealed class RunResults
{
    private readonly StepCache _cache;
    private readonly ConcurrentDictionary<string, RunResult> _results = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _consumers = new(StringComparer.OrdinalIgnoreCase);

    public RunResults(StepCache cache) => _cache = cache;

    /// <summary>Counts who will take each result: one that nobody else takes needs no copy, and one that nobody takes any more is let go.</summary>
    /// <param name="plan">What is to be carried out.</param>
    public void Expect(ExecutionPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            foreach (var name in References.StepsIn(step.Arguments))
            {
                // Each try takes it anew.
                _consumers[name] = _consumers.GetValueOrDefault(name) + 1 + step.Retries;
            }
        }
    }

    /// <summary>Makes a stored result known.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="uniqueId">The entry's key.</param>
    /// <param name="type">The type the step declares; null when it has no result.</param>
    /// <param name="format">The name of the format it is stored in.</param>
    /// <param name="cache">Where it is, if not in the run's own cache.</param>
    public void AddStored(string step, string uniqueId, Type? type, string format, StepCache? cache = null) =>
        _results[step] = new StoredResult(cache ?? _cache, new ResultKey(step, uniqueId, type ?? typeof(object), FormatName.Parse(format)), ConsumersOf(step));

    /// <summary>Holds a result that is not stored.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="result">The result.</param>
    public void Hold(string step, HeldResult result) => _results[step] = result;

    /// <summary>How many steps will take a result.</summary>
    public int ConsumersOf(string step) => _consumers.GetValueOrDefault(step);

    /// <summary>What is known of a result beside its value.</summary>
    public ResultKey KeyOf(string step) => _results[step].Key;

    /// <summary>What is known of the result with a unique id; null when this run does not know it.</summary>
    public ResultKey? FindKey(string uniqueId) => _results.Values.FirstOrDefault(result => result.Key.UniqueId == uniqueId)?.Key;

    /// <summary>A step's result, for one consumer.</summary>
    /// <exception cref="EntryLostException">It was in the cache when the plan was made, and is no longer there, or damaged.</exception>
    public Task<object?> GetAsync(string step, CancellationToken cancellationToken) => _results[step].GetAsync(cancellationToken);
}
