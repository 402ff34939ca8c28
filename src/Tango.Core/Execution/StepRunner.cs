using System.Diagnostics;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution.Commands;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Runs one step: becomes the owner of its id, looks once more whether the result is there, gets the inputs, runs the code, keeps the result.
/// </summary>
internal sealed class StepRunner
{
    private readonly StepCache _cache;
    private readonly StepBindings _bindings;
    private readonly RunResults _results;
    private readonly StepPlaces _places;
    private readonly StepInputs _inputs;
    private readonly ResultKeeper _keeper;
    private readonly Action<RunEvent> _tell;

    public StepRunner(
        StepCache cache,
        StepBindings bindings,
        RunResults results,
        StepPlaces places,
        ResultKeeper keeper,
        Action<RunEvent> tell)
    {
        _cache = cache;
        _bindings = bindings;
        _results = results;
        _places = places;
        _inputs = new StepInputs(results);
        _keeper = keeper;
        _tell = tell;
    }

    /// <summary>Called with the exception of each step that fails.</summary>
    public Action<ExecutionStep, Exception>? OnFailure { get; init; }

    /// <summary>Whether it is an error when a step changes what it was given.</summary>
    public bool ChecksInputs { get; init; }

    /// <summary>Runs a step and tells what became of it.</summary>
    /// <returns>How it ended.</returns>
    public async Task<StepEnd> RunAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        string? logPath = null;
        try
        {
            await using var owner = await OwnAsync(step, cancellationToken).ConfigureAwait(false);
            var binding = _bindings.Find(step.Name, step.Method);
            if (step.IsStored && !step.IsForced && _cache.Contains(step.UniqueId))
            {
                return Taken(step, binding);
            }

            logPath = _places.LogOf(step);
            _tell(new RunEvent.StepStarted(step.Name, step.UniqueId, logPath, step.Reason));
            var summary = await RunOwnedAsync(step, binding, logPath, cancellationToken).ConfigureAwait(false);
            _tell(new RunEvent.StepCompleted(step.Name, step.UniqueId, StepState.Ran, clock.Elapsed.TotalSeconds, summary));
            return StepEnd.Completed;
        }
        catch (EntryLostException lost)
        {
            _tell(new RunEvent.EntryLost(lost.Step, lost.UniqueId, lost.Damage));
            return StepEnd.Postponed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return StepEnd.Cancelled;
        }
        catch (Exception exception) when (RemovedResultIn(exception) is { } removed)
        {
            _tell(new RunEvent.EntryLost(removed.Step, removed.UniqueId, null));
            return StepEnd.Postponed;
        }
        catch (Exception exception)
        {
            OnFailure?.Invoke(step, exception);
            _tell(FailureOf(step, exception, clock.Elapsed, logPath));
            return StepEnd.Failed;
        }
    }

    // A stored sequence is opened by the step's own code, whenever that enumerates it: only then does it show that the entry is gone.
    private ResultKey? RemovedResultIn(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EntryRemovedException removed)
            {
                return _results.FindKey(removed.UniqueId);
            }
        }

        return null;
    }

    private static RunEvent.StepFailed FailureOf(ExecutionStep step, Exception exception, TimeSpan duration, string? logPath)
    {
        var diagnostic = exception switch
        {
            TangoException { Diagnostics: [var first, ..] } => first,
            CommandException failure => failure.Describe(step.Name, logPath),
            StepTimeoutException timeout => Descriptors.StepTimedOut.Of(DiagnosticSubject.None, step.Name, timeout.Limit, logPath ?? "none"),
            _ => Descriptors.StepFailed.Of(DiagnosticSubject.None, step.Name, FailureText.Of(exception), logPath is null ? "" : $" Log: {logPath}"),
        };
        return new RunEvent.StepFailed(step.Name, step.UniqueId, duration.TotalSeconds, diagnostic.Code, diagnostic.Message, logPath);
    }

    private async ValueTask<IAsyncDisposable?> OwnAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        if (!step.IsStored)
        {
            return null;
        }

        void Wait() => _tell(new RunEvent.StepWaiting(step.Name, step.UniqueId));
        return await _cache.AcquireAsync(step.UniqueId, Wait, cancellationToken).ConfigureAwait(false);
    }

    // Another process made the result while this one waited for it.
    private StepEnd Taken(ExecutionStep step, StepBinding binding)
    {
        _results.AddStored(step.Name, step.UniqueId, binding.ResultType, step.Format);
        var summary = _cache.TryGetMetadata(step.UniqueId)?.Summary;
        _tell(new RunEvent.StepCompleted(step.Name, step.UniqueId, StepState.Cached, 0, summary));
        return StepEnd.Completed;
    }

    private async Task<string?> RunOwnedAsync(ExecutionStep step, StepBinding binding, string? logPath, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        using var log = new StepLog(logPath, (level, text) => _tell(new RunEvent.StepLogged(step.Name, level, text)));
        try
        {
            var summary = await new StepTries(step, binding, _places, log, _tell).RunAsync(PrepareAsync, cancellationToken).ConfigureAwait(false);
            _places.Complete(step);
            log.WriteFile(StepLogLevel.Info, $"completed{(summary is null ? "" : ": " + summary)}");
            return summary;
        }
        catch (Exception exception) when (exception is not (EntryLostException or EntryRemovedException) && !cancellationToken.IsCancellationRequested)
        {
            log.WriteFile(StepLogLevel.Warning, FailureText.Whole(exception));
            throw;
        }

        async Task<StepCall> PrepareAsync()
        {
            var inputs = await _inputs.InputsOf(step, cancellationToken).ConfigureAwait(false);
            var check = ChecksInputs ? await InputCheck.BeginAsync(step, inputs, _results, _cache.Formats, log, cancellationToken).ConfigureAwait(false) : null;
            return new StepCall(
                StepInputs.ArgumentsOf(step, binding, inputs),
                (result, context) => _keeper.KeepAsync(step, binding.ResultType, result, context, started, check));
        }
    }
}
