using System.Collections.Immutable;
using System.Diagnostics;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Execution.Arguments;
using Tango.Execution.Commands;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.IO;
using Tango.Runs;
using Tango.Runs.Tracing;
using Tango.Steps.Commands;

namespace Tango.Execution.Running;

/// <summary>Runs steps in this process: acquires the id, checks again whether the result is in the cache, gets the inputs, runs the code, saves the result.</summary>
internal sealed class StepRunner : IStepExecutor
{
    private readonly StepCache _cache;
    private readonly StepBindings _bindings;
    private readonly RunResults _results;
    private readonly StepDirectories _directories;
    private readonly StepInputs _inputs;
    private readonly ResultSaver _saver;
    private readonly Action<RunEvent> _report;

    public StepRunner(
        StepCache cache,
        StepBindings bindings,
        RunResults results,
        StepDirectories directories,
        ResultSaver saver,
        Action<RunEvent> report)
    {
        _cache = cache;
        _bindings = bindings;
        _results = results;
        _directories = directories;
        _inputs = new StepInputs(results);
        _saver = saver;
        _report = report;
    }

    /// <summary>Called with the exception of each step that fails.</summary>
    public Action<ExecutionStep, Exception>? OnFailure { get; init; }

    /// <summary>The assemblies that must be the same before and after each step; empty: nothing is checked.</summary>
    public ImmutableArray<StampedFile> Program { get; init; } = [];

    /// <summary>Whether it is an error if a step modifies its inputs.</summary>
    public bool ChecksInputs { get; init; }

    /// <summary>Replaces secrets in logs.</summary>
    public SecretMask Mask { get; init; } = SecretMask.None;

    /// <summary>The full path of the project's folder; null in code.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary>Claims the paths that commands write, so that other builds wait; null: nothing is claimed.</summary>
    public PathClaims? Claims { get; init; }

    /// <summary>Finds earlier results that steps need not compute again.</summary>
    public EarlyCutoff? Cutoff { get; init; }

    /// <summary>Measures what steps take.</summary>
    public ProcessMeter Meter { get; init; } = new(isWorker: false);

    /// <inheritdoc/>
    public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken)
    {
        var step = job.Step;
        var clock = Stopwatch.StartNew();
        string? logPath = null;
        StepMeter? meter = null;
        using var span = SpanOf(step);
        try
        {
            if (step.SameAs is { } made)
            {
                _results.Share(step.Name, made);
                return FoundInCache(step, span);
            }

            await using var owner = await AcquireOwnershipAsync(step, cancellationToken).ConfigureAwait(false);
            var binding = _bindings.Find(step.Name, step.Method);
            if (step.IsCacheable && !step.IsForced)
            {
                var isThere = _cache.Contains(step.UniqueId);
                var earlier = isThere || step.IsReadInProject || Cutoff?.KeyOf(step) is not { } key ? null : await Cutoff.TryTakeAsync(step, key, cancellationToken).ConfigureAwait(false);
                if (isThere || earlier is not null)
                {
                    _results.AddStored(step.Name, step.UniqueId, binding.ResultType, step.Format);
                    return FoundInCache(step, span, earlier);
                }
            }

            logPath = _directories.LogOf(step);
            var report = await RunOrRepeatAsync(step, binding, logPath, span?.Id, () => meter = Meter.Begin(step.Type == CommandNames.FullName), cancellationToken).ConfigureAwait(false);
            var usage = meter!.Read();
            var completed = Completed(step, StepState.Ran, report) with { Duration = clock.Elapsed, CpuTime = usage.CpuTime, PeakMemory = usage.PeakMemory };
            span?.End(completed);
            _report(completed);
            return StepCompletion.Completed;
        }
        catch (EntryMissingException lost)
        {
            _report(new RunEvent.EntryMissing { Step = lost.Step, UniqueId = lost.UniqueId, Corruption = lost.Corruption, IsContested = lost.IsContested });
            return StepCompletion.Postponed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return StepCompletion.Cancelled;
        }
        catch (Exception exception) when (RemovedResultIn(exception) is { } removed)
        {
            _report(new RunEvent.EntryMissing { Step = removed.Step, UniqueId = removed.UniqueId });
            return StepCompletion.Postponed;
        }
        catch (Exception exception)
        {
            OnFailure?.Invoke(step, exception);
            var usage = meter?.Read() ?? ResourceUsage.Unknown;
            var failed = Failures.Describe(step, exception, clock.Elapsed, logPath) with { CpuTime = usage.CpuTime, PeakMemory = usage.PeakMemory };
            span?.End(failed, exception);
            _report(failed);
            return StepCompletion.Failed;
        }
        finally
        {
            meter?.Dispose();
        }
    }

    private StepSpan? SpanOf(ExecutionStep step) => StepSpan.Start(
        step.Name,
        () => new StepRecord { Name = step.Name, UniqueId = step.UniqueId, State = StepState.NotRun, Type = step.Type, Reason = step.Reason is { } reason ? TextLimits.Cut(reason, TextLimits.MaxError) : null },
        Mask.Apply);

    private StepFailures Failures => new(Mask, ProjectDirectory);

    // Without its entry a step may fail anywhere: its log, its work directory and its result are in there.
    private async Task<StepReport> RunOrRepeatAsync(ExecutionStep step, StepBinding binding, string? logPath, string? spanId, Func<StepMeter> measure, CancellationToken cancellationToken)
    {
        try
        {
            // Held until the result is stored: otherwise changes of another build in the same paths would be stored with it.
            using var claim = await ClaimAsync(step, cancellationToken).ConfigureAwait(false);
            if (step.Type == CommandNames.FullName)
                _directories.CreateBackupFolder();

            _report(new RunEvent.StepStarted { Step = step.Name, UniqueId = step.UniqueId, LogPath = logPath, Reason = step.Reason is { } reason ? TextLimits.Cut(reason, TextLimits.MaxError) : null, SpanId = spanId });
            return await RunOwnedAsync(step, binding, logPath, measure(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (EntryMissingException or EntryRemovedException or OperationCanceledException) && HasLostEntry(step))
        {
            throw new EntryMissingException(step.Name, step.UniqueId, corruption: null, exception);
        }
    }

    private bool HasLostEntry(ExecutionStep step) => step.IsCacheable && _cache is DirectoryStepCache cache && cache.HasLostOwnership(step.UniqueId);

    // A stored sequence is opened when the step's own code enumerates it: a missing entry is found only then.
    private ResultKey? RemovedResultIn(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EntryRemovedException removed)
                return _results.FindKey(removed.UniqueId);
        }

        return null;
    }

    private async ValueTask<IAsyncDisposable?> AcquireOwnershipAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        if (!step.IsCacheable)
            return null;

        void Wait() => _report(new RunEvent.StepWaiting { Step = step.Name, UniqueId = step.UniqueId });
        return await _cache.AcquireAsync(step.UniqueId, Wait, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IDisposable?> ClaimAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        if (Claims is null)
            return null;

        void Wait(string place) => _report(new RunEvent.StepWaiting { Step = step.Name, UniqueId = step.UniqueId, Path = place });
        try
        {
            return await Claims.AcquireAsync(CommandPaths.From(step), Wait, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(((DirectoryStepCache)_cache).DirectoryPath, exception);
        }
    }

    // Another process, an equal step or an earlier one has computed the result.
    private StepCompletion FoundInCache(ExecutionStep step, StepSpan? span, string? earlier = null)
    {
        var stored = step.IsCacheable ? _cache.GetMetadata(step.UniqueId) : null;
        var summary = stored?.Summary is { } text ? TextLimits.Cut(text, TextLimits.MaxSummary) : null;
        var completed = Completed(step, StepState.Cached, new StepReport(summary, stored?.Metrics ?? StepMetrics.None, stored?.Size)) with { SameAs = step.SameAs, TakenFrom = earlier };
        span?.End(completed);
        _report(completed);
        return StepCompletion.Reused;
    }

    private static RunEvent.StepCompleted Completed(ExecutionStep step, StepState state, StepReport report) => new()
    {
        Step = step.Name,
        UniqueId = step.UniqueId,
        State = state,
        Summary = report.Summary,
        Metrics = report.Metrics,
        ResultSize = report.ResultSize,
    };

    private async Task<StepReport> RunOwnedAsync(ExecutionStep step, StepBinding binding, string? logPath, StepMeter meter, CancellationToken cancellationToken)
    {
        ProgramCheck.Check(Program, step);
        var started = DateTimeOffset.UtcNow;
        var hasResult = step is { IsForced: true, IsCacheable: true } && _cache.Contains(step.UniqueId);
        using var log = _directories.Access(step, () => new StepLog(logPath, (level, text) => _report(new RunEvent.StepLogged { Step = step.Name, Level = level, Text = text }), keepsEarlier: hasResult)
        {
            Mask = Mask,
            OnIncomplete = why => WarnOfLog(step, logPath!, why),
        });

        // The result stays, and so does its log. At once: a step that does not heed the cancellation is killed.
        using var end = hasResult ? cancellationToken.Register(log.PutBackEarlier) : default;
        try
        {
            _saver.CheckType(step, binding.ResultType);
            var report = await new StepAttempts(step, binding, _directories, log, meter, _report).RunAsync(PrepareAsync, cancellationToken).ConfigureAwait(false);
            _directories.Complete(step);
            log.WriteFile($"completed{(report.Summary is { } summary ? ": " + summary : "")}");
            return report;
        }
        catch (Exception exception) when (exception is not (EntryMissingException or EntryRemovedException) && !cancellationToken.IsCancellationRequested)
        {
            log.WriteFile(LogTextOf(step, exception), isError: true);
            throw;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            log.WriteFile("cancelled");
            throw;
        }

        async Task<StepCall> PrepareAsync()
        {
            var consumed = new ConsumedInputs(step);
            try
            {
                var inputs = await _inputs.InputsOf(step, consumed, cancellationToken).ConfigureAwait(false);
                var check = ChecksInputs ? await InputCheck.BeginAsync(step, inputs, _results, _cache.Formats, log, cancellationToken).ConfigureAwait(false) : null;
                return new StepCall(
                    StepInputs.ArgumentsOf(step, binding, inputs),
                    (result, context) => _saver.SaveAsync(step, binding.ResultType, result, context, started, () => CheckAsync(step, consumed, check, cancellationToken)),
                    failure => FailAsync(consumed, failure, cancellationToken));
            }
            catch (Exception exception)
            {
                // A file in a stored directory may be missing because the directory has just been removed.
                await FailAsync(consumed, exception, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    private void WarnOfLog(ExecutionStep step, string path, string why)
    {
        var warning = Descriptors.LogIncomplete.Create(DiagnosticSubject.None, step.Name, path, why.TrimEnd('.'));
        _report(new RunEvent.StepLogged { Step = step.Name, Level = StepLogLevel.Warning, Text = warning.Message, Code = warning.Code });
    }

    // A command has no user code, so a stack trace would not help.
    private static string LogTextOf(ExecutionStep step, Exception exception) => exception switch
    {
        StepTimeoutException => exception.Message,
        TangoException when step.Type == CommandNames.FullName => exception.Message,
        _ => step.Type == CommandNames.FullName ? FailureText.Format(exception) : FailureText.Whole(exception),
    };

    private async ValueTask CheckAsync(ExecutionStep step, ConsumedInputs consumed, InputCheck? check, CancellationToken cancellationToken)
    {
        ProgramCheck.Check(Program, step);
        await consumed.EndAsync(failure: null, cancellationToken).ConfigureAwait(false);
        if (check is not null)
            await check.EndAsync().ConfigureAwait(false);
    }

    // After a cancelled step the next consumer verifies the files.
    private static async Task FailAsync(ConsumedInputs consumed, Exception failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || failure is EntryMissingException)
        {
            consumed.Leave();
            return;
        }

        await consumed.EndAsync(failure, cancellationToken).ConfigureAwait(false);
    }
}
