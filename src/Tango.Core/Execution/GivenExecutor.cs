using System.Collections.Concurrent;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Has steps run by an executor that is no part of Tango, and sees to what a run relies on: a result that is said to be there is in the cache, an end has its event, a failure has its reason. Steps
/// that can run only in this process it is not asked about.
/// </summary>
internal sealed class GivenExecutor : IStepExecutor
{
    private readonly StepCache _cache;
    private readonly RunObservers _observer;
    private readonly Action<ExecutionStep> _onResult;
    private readonly Here _here;
    private readonly IStepExecutor _given;
    private readonly Ends _ends = new();

    /// <param name="here">Runs steps in this process.</param>
    /// <param name="make">Makes the executor; is given the executor of this process, and whom to tell of other steps.</param>
    /// <param name="onResult">Called when a step that did not run here has its result in the cache, before steps that use it start.</param>
    public GivenExecutor(StepCache cache, IStepExecutor here, Func<IStepExecutor, IRunObserver, IStepExecutor> make, RunObservers observer, Action<ExecutionStep> onResult)
    {
        _cache = cache;
        _here = new Here(here);
        _observer = new RunObservers(_ends, observer);
        _onResult = onResult;
        _given = make(_here, _observer);
    }

    /// <inheritdoc/>
    public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken)
    {
        // What is not cached reaches no other process, and an equal step only takes a result of this run.
        if (job.Step is not { IsCacheable: true, SameAs: null })
            return await _here.RunAsync(job, cancellationToken).ConfigureAwait(false);

        var completion = await RunGivenAsync(job, cancellationToken).ConfigureAwait(false);
        if (_here.Ends.TryGetValue(job.Name, out var end))
            return end;

        Check(job, completion);
        if (completion is StepCompletion.Completed or StepCompletion.Reused)
            AddResult(job, completion);

        return completion;
    }

    private async Task<StepCompletion> RunGivenAsync(StepJob job, CancellationToken cancellationToken)
    {
        try
        {
            return await _given.RunAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return StepCompletion.Cancelled;
        }
    }

    private void Check(StepJob job, StepCompletion completion)
    {
        if (completion is StepCompletion.Completed or StepCompletion.Reused && !_cache.Contains(job.UniqueId))
            throw new InvalidOperationException($"The executor says that '{job.Name}' is complete, but '{job.UniqueId}' is not in the cache.");

        var expected = completion switch { StepCompletion.Failed => nameof(RunEvent.StepFailed), StepCompletion.Postponed => nameof(RunEvent.EntryMissing), _ => null };
        if (expected is not null && !_ends.Contains(completion == StepCompletion.Failed ? job.Name : null, expected))
            throw new InvalidOperationException($"The executor says that '{job.Name}' is {completion}, but not why: it must tell the observer of an event {expected}.");
    }

    private void AddResult(StepJob job, StepCompletion completion)
    {
        _onResult(job.Step);
        if (_ends.Contains(job.Name, nameof(RunEvent.StepCompleted)))
            return;

        var metadata = _cache.GetMetadata(job.UniqueId);
        _observer.OnEvent(new RunEvent.StepCompleted
        {
            Step = job.Name,
            UniqueId = job.UniqueId,
            State = completion == StepCompletion.Completed ? StepState.Ran : StepState.Cached,
            Duration = completion == StepCompletion.Completed ? metadata?.Duration ?? default : default,
            Summary = metadata?.Summary,
        });
    }

    /// <summary>The executor of this process, and how its steps ended.</summary>
    private sealed class Here(IStepExecutor executor) : IStepExecutor
    {
        public ConcurrentDictionary<string, StepCompletion> Ends { get; } = new(StringComparer.OrdinalIgnoreCase);

        public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken) =>
            Ends[job.Name] = await executor.RunAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The events that end steps.</summary>
    private sealed class Ends : IRunObserver
    {
        private readonly ConcurrentDictionary<(string? Step, string Event), bool> _seen = new();

        public bool Contains(string? step, string runEvent) => _seen.ContainsKey((step, runEvent));

        public void OnEvent(RunEvent runEvent)
        {
            switch (runEvent)
            {
                case RunEvent.StepCompleted completed: _seen[(completed.Step, nameof(RunEvent.StepCompleted))] = true; break;
                case RunEvent.StepFailed failed: _seen[(failed.Step, nameof(RunEvent.StepFailed))] = true; break;

                // Names the step whose result is missing, and not the one that uses it.
                case RunEvent.EntryMissing: _seen[(null, nameof(RunEvent.EntryMissing))] = true; break;
            }
        }
    }
}
