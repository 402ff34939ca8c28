using System.Collections.Concurrent;
using Tango.Execution.Plans;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Execution.Results;

/// <summary>
/// The results of a run, by step name. A cached result is read back from the cache, so that a first run computes from the same values as every later one; others are in memory.
/// In both cases no consumer can change the input of another (docs/decisions/0008).
/// </summary>
internal sealed class RunResults
{
    private readonly StepCache _cache;
    private readonly ConcurrentDictionary<string, RunResult> _results = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ConsumedEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _consumers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _sameAs = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    public RunResults(StepCache cache) => _cache = cache;

    /// <summary>Counts the consumers of each result: a single consumer needs no copy, and after the last one the result is released.</summary>
    /// <param name="plan">The plan that is executed.</param>
    public void Expect(ExecutionPlan plan)
    {
        _given.Clear();
        _given.UnionWith(plan.Inputs.Select(input => input.Name));
        _given.IntersectWith(plan.Steps.Select(step => step.Name));
        foreach (var step in plan.Steps.Where(step => step.SameAs is not null))
            _sameAs.Add(step.Name, step.SameAs!);

        foreach (var step in plan.Steps.Where(step => step.SameAs is null))
        {
            foreach (var name in References.StepsIn(step.Arguments))
            {
                // Each attempt reads it again.
                var made = _sameAs.GetValueOrDefault(name, name);
                _consumers[made] = _consumers.GetValueOrDefault(made) + 1 + (step.Options.Retries ?? 0);
            }
        }
    }

    /// <summary>Adds a cached result that the plan gives to steps. If the plan also computes it, to compare the two, steps use this one.</summary>
    /// <param name="type">The declared type; null if it has no result.</param>
    /// <param name="cache">The cache with the result; null: the run's own cache.</param>
    public void AddInput(ExecutionInput input, Type? type, StepCache? cache) => _results[input.Name] = Stored(input.Name, input.UniqueId, type, input.Format, cache ?? _cache);

    /// <summary>Adds the result of a step that has run, or whose result was found in the cache.</summary>
    /// <param name="type">The declared type; null if it has no result.</param>
    /// <param name="format">The name of its format.</param>
    public void AddStored(string step, string uniqueId, Type? type, string format) => Add(step, Stored(step, uniqueId, type, format, _cache));

    /// <summary>Adds a result that is not cached.</summary>
    public void Hold(string step, UncachedResult result) => Add(step, result);

    /// <summary>Uses the result of an equal step.</summary>
    /// <param name="made">The name of the step that ran.</param>
    public void Share(string step, string made) => Add(step, _results[made]);

    /// <summary>The number of steps that use a result.</summary>
    public int ConsumersOf(string step) => _consumers.GetValueOrDefault(step);

    /// <summary>The description of a result, without its value.</summary>
    public ResultKey KeyOf(string step) => _results[step].Key;

    /// <summary>The description of the result with a unique id; null if it is not in this run.</summary>
    public ResultKey? FindKey(string uniqueId) => _results.Values.FirstOrDefault(result => result.Key.UniqueId == uniqueId)?.Key;

    /// <summary>A step's result, for one consumer.</summary>
    /// <exception cref="EntryMissingException">It was in the cache when the plan was made, and is missing or corrupt now.</exception>
    public Task<object?> GetAsync(string step, CancellationToken cancellationToken) => _results[step].GetAsync(cancellationToken);

    /// <summary>The same, for a step whose use of stored files is checked when it ends.</summary>
    /// <param name="step">The name of the step whose result it is.</param>
    /// <param name="consumed">Records the use.</param>
    public async Task<object?> GetAsync(string step, ConsumedInputs consumed, CancellationToken cancellationToken)
    {
        var result = _results[step];
        if (result.Entry is not { } entry)
            return await result.GetAsync(cancellationToken).ConfigureAwait(false);

        var use = entry.Begin(result.Key);
        consumed.Add(use);
        var value = await result.GetAsync(cancellationToken).ConfigureAwait(false);
        entry.Give(use);
        return value;
    }

    // Steps with the same id share it, whatever their names.
    private ConsumedEntry EntryIn(StepCache cache, string uniqueId) =>
        _entries.GetOrAdd(cache.PathForStep(uniqueId) ?? uniqueId, _ => new ConsumedEntry(cache, uniqueId));

    private void Add(string step, RunResult result)
    {
        if (!_given.Contains(step))
            _results[step] = result;
    }

    private StoredResult Stored(string step, string uniqueId, Type? type, string format, StepCache cache) =>
        new(cache, new ResultKey(step, uniqueId, type ?? typeof(object), FormatName.Parse(format)), EntryIn(cache, uniqueId), ConsumersOf(step));
}
