using System.Diagnostics;
using Tango.Caching;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm;

/// <summary>
/// Submits all jobs of a plan at once, each with the jobs that it depends on, and ends. A later build finds the results in the cache, or the jobs in the queue. Steps that run here,
/// and what depends on them, are left to that build.
/// </summary>
internal sealed class DetachedRun
{
    private readonly SlurmSession _session;
    private readonly Func<string, bool> _isStored;
    private readonly Action<RunEvent> _report;
    private readonly Dictionary<string, string[]> _jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _left = new(StringComparer.OrdinalIgnoreCase);
    private int _failed;

    /// <param name="isStored">Whether the result of a unique id is in the cache.</param>
    public DetachedRun(SlurmSession session, Func<string, bool> isStored, Action<RunEvent> report)
    {
        _session = session;
        _isStored = isStored;
        _report = report;
    }

    /// <summary>Submits them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var seen = await _session.Watch.FirstAsync(cancellationToken).ConfigureAwait(false);
            foreach (var layer in Layers())
                await Task.WhenAll(layer.Select(step => SubmitAsync(step, seen, cancellationToken))).ConfigureAwait(false);
        }
        catch (SlurmException exception)
        {
            // Not even the queue can be asked.
            Fail(_session.Plan.Steps.First(step => JobSteps.AreJobs(_session.Plan, step)), exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was submitted stays: that is what detaching is for.
        }

        _report(new RunEvent.RunFinished { RanCount = 0, FailedCount = _failed, BlockedCount = 0, Duration = clock.Elapsed, IsCancelled = cancellationToken.IsCancellationRequested });
    }

    // All steps of a layer depend only on those before it, so they can be submitted at once.
    private IEnumerable<IEnumerable<ExecutionStep>> Layers()
    {
        var depths = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in _session.Plan.Steps)
            depths[step.Name] = step.After.Select(before => depths[before] + 1).DefaultIfEmpty(0).Max();

        return _session.Plan.Steps.GroupBy(step => depths[step.Name]).OrderBy(layer => layer.Key);
    }

    private async Task SubmitAsync(ExecutionStep step, QueueSnapshot seen, CancellationToken cancellationToken)
    {
        string[] needed;
        lock (_jobs)
        {
            needed = [.. step.After.SelectMany(before => _jobs.GetValueOrDefault(before) ?? []).Distinct()];
            if (step.After.Any(_left.Contains))
            {
                _left.Add(step.Name);
                return;
            }

            if (!CanPass(step, needed))
                return;
        }

        if (_isStored(step.UniqueId) && !step.IsForced)
        {
            lock (_jobs)
                _jobs[step.Name] = [];

            _report(new RunEvent.StepCompleted { Step = step.Name, UniqueId = step.UniqueId, State = StepState.Cached });
            return;
        }

        var id = await FindOrSubmitAsync(step, seen, needed, cancellationToken).ConfigureAwait(false);
        lock (_jobs)
        {
            if (id is null)
                _left.Add(step.Name);
            else
                _jobs[step.Name] = [id];
        }

        if (id is not null)
            _report(new RunEvent.StepSubmitted { Step = step.Name, UniqueId = step.UniqueId, Job = id, IsLeft = true });
    }

    // A step that is not cached is part of each job that uses it, which so depends on what it needs.
    private bool CanPass(ExecutionStep step, string[] needed)
    {
        if (JobSteps.AreJobs(_session.Plan, step))
            return true;

        if (!step.IsCacheable && step.SameAs is null && !JobSteps.IsLocal(step))
            _jobs[step.Name] = needed;
        else if (step.SameAs is { } same && _jobs.TryGetValue(same, out var jobs))
            _jobs[step.Name] = jobs;
        else
            _left.Add(step.Name);

        return false;
    }

    private async Task<string?> FindOrSubmitAsync(ExecutionStep step, QueueSnapshot seen, string[] needed, CancellationToken cancellationToken)
    {
        try
        {
            if (await _session.FindOpenAsync(step, seen, cancellationToken).ConfigureAwait(false) is { } running)
                return seen.Find(running)!.Id;

            return (await _session.SubmitAsync(new StepJob(_session.Plan, step), dependencies: needed).ConfigureAwait(false)).Id;
        }
        catch (Exception exception) when (exception is SlurmException or TangoException || CacheAccess.IsRefusal(exception))
        {
            Fail(step, exception);
            return null;
        }
    }

    private void Fail(ExecutionStep step, Exception exception)
    {
        var diagnostic = exception switch
        {
            SlurmException slurm => slurm.Describe(step.Name),
            TangoException { Diagnostics: [var first, ..] } => first,
            _ => CacheAccess.NotWritable(_session.CacheDirectory, exception).Diagnostics[0],
        };
        Interlocked.Increment(ref _failed);
        _report(new RunEvent.StepFailed { Step = step.Name, UniqueId = step.UniqueId, Code = diagnostic.Code, Message = TextLimits.Cut(diagnostic.Message, TextLimits.MaxError) });
    }
}
