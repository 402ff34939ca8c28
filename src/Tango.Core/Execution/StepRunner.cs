using System.Diagnostics;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.Parameters;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Runs one step: becomes the owner of its id, looks once more whether the result is there, resolves the inputs, runs the code, stores the result.
/// </summary>
internal sealed class StepRunner
{
    private const string LogName = "log.txt";
    private const string WorkName = "work";

    private readonly StepCache _cache;
    private readonly StepBindings _bindings;
    private readonly RunResults _results;
    private readonly Action<RunEvent> _tell;
    private readonly string _toolVersion;

    public StepRunner(StepCache cache, StepBindings bindings, RunResults results, Action<RunEvent> tell, string toolVersion)
    {
        _cache = cache;
        _bindings = bindings;
        _results = results;
        _tell = tell;
        _toolVersion = toolVersion;
    }

    /// <summary>Called with the exception of each step that fails.</summary>
    public Action<ExecutionStep, Exception>? OnFailure { get; init; }

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

            logPath = LogPathOf(step);
            _tell(new RunEvent.StepStarted(step.Name, step.UniqueId, logPath, step.Reason));
            var summary = await RunOwnedAsync(step, binding, logPath, clock, cancellationToken).ConfigureAwait(false);
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
        catch (Exception exception)
        {
            OnFailure?.Invoke(step, exception);
            _tell(FailureOf(step, exception, clock.Elapsed, logPath));
            return StepEnd.Failed;
        }
    }

    private static RunEvent.StepFailed FailureOf(ExecutionStep step, Exception exception, TimeSpan duration, string? logPath)
    {
        var diagnostic = exception switch
        {
            TangoException { Diagnostics: [var first, ..] } => first,
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
        _results.AddStored(step.Name, step.UniqueId, binding.ResultType);
        var summary = _cache.TryGetMetadata(step.UniqueId)?.Summary;
        _tell(new RunEvent.StepCompleted(step.Name, step.UniqueId, StepState.Cached, 0, summary));
        return StepEnd.Completed;
    }

    private string? LogPathOf(ExecutionStep step) =>
        _cache.PathForStep(step.UniqueId) is { } path ? Path.Combine(path, LogName) : null;

    private async Task<string?> RunOwnedAsync(
        ExecutionStep step,
        StepBinding binding,
        string? logPath,
        Stopwatch clock,
        CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        using var log = new StepLog(logPath, (level, text) => _tell(new RunEvent.StepLogged(step.Name, level, text)));
        try
        {
            var arguments = await ArgumentsOf(step, binding, cancellationToken).ConfigureAwait(false);
            var (call, result, context) = await TryAsync(step, binding, arguments, log, cancellationToken).ConfigureAwait(false);
            using var ends = call;
            var summary = context.Summary;
            StepLog.Current = log;
            await KeepAsync(step, binding, result, summary, started, clock, cancellationToken).ConfigureAwait(false);
            RemoveWorkDirectory(step);
            log.WriteFile(StepLogLevel.Info, $"completed{(summary is null ? "" : ": " + summary)}");
            return summary;
        }
        catch (Exception exception) when (exception is not (EntryLostException or OperationCanceledException))
        {
            log.WriteFile(StepLogLevel.Warning, exception.ToString());
            throw;
        }
    }

    private async Task<object?[]> ArgumentsOf(ExecutionStep step, StepBinding binding, CancellationToken cancellationToken)
    {
        var inputs = await InputsOf(step, cancellationToken).ConfigureAwait(false);
        var converter = new ArgumentConverter(reference => PartOf(step, inputs, reference));
        var byName = step.Arguments.ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
        return [.. binding.Parameters.Select(parameter =>
            byName.TryGetValue(parameter.Name!, out var value) ? converter.Convert(value, parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : null)];
    }

    private async Task<Dictionary<string, object?>> InputsOf(ExecutionStep step, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in step.Arguments.SelectMany(argument => References.In(argument.Value)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            inputs[name] = await _results.GetAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return inputs;
    }

    private static object? PartOf(ExecutionStep step, Dictionary<string, object?> inputs, StepReference reference)
    {
        try
        {
            return ResultPart.Find(inputs[reference.Step], reference.Path);
        }
        catch (KeyNotFoundException exception)
        {
            throw new TangoException(
                Descriptors.ReferencePartNotFound.Of(DiagnosticSubject.None, step.Name, reference, exception.Message),
                exception);
        }
    }

    private async Task<(StepCall Call, object? Result, StepContext Context)> TryAsync(
        ExecutionStep step,
        StepBinding binding,
        object?[] arguments,
        StepLog log,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AttemptAsync(step, binding, arguments, log, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (attempt < step.Retries && !cancellationToken.IsCancellationRequested)
            {
                log.Write(StepLogLevel.Warning, $"Try {attempt + 1} of {step.Retries + 1} failed, trying again: {FailureText.Of(exception)}");
            }
        }
    }

    private async Task<(StepCall Call, object? Result, StepContext Context)> AttemptAsync(
        ExecutionStep step,
        StepBinding binding,
        object?[] arguments,
        StepLog log,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var context = new StepContext(
            step.Name,
            step.UniqueId,
            () => CreateWorkDirectory(step),
            new StepLogger(log.Write),
            new ProgressTeller(step.Name, _tell),
            limit.Token);
        var running = InvokeAsync(binding, Supply(binding, arguments, context), context, log);
        if (step.Timeout is { } timeout)
        {
            await LimitAsync(running, timeout, limit, cancellationToken).ConfigureAwait(false);
        }

        var (call, result) = await running.ConfigureAwait(false);
        return (call, result, context);
    }

    private static async Task LimitAsync(Task<(StepCall Call, object? Result)> running, TimeSpan timeout, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (await Task.WhenAny(running, Task.Delay(timeout, timer.Token)).ConfigureAwait(false) == running)
        {
            await timer.CancelAsync().ConfigureAwait(false);
            return;
        }

        // It may go on for a while; nobody waits for it.
        _ = running.ContinueWith(static late => late.Result.Call.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        await limit.CancelAsync().ConfigureAwait(false);
        throw new StepTimeoutException(timeout);
    }

    private static Task<(StepCall Call, object? Result)> InvokeAsync(StepBinding binding, object?[] arguments, StepContext context, StepLog log) => Task.Run(async () =>
    {
        StepLog.Current = log;
        var call = binding.Begin(context);
        return (call, await call.RunAsync(arguments).ConfigureAwait(false));
    });

    private static object?[] Supply(StepBinding binding, object?[] arguments, StepContext context) =>
        [.. arguments.Select((argument, index) => binding.Parameters[index].ParameterType switch
        {
            var type when type == typeof(CancellationToken) => context.CancellationToken,
            var type when type == typeof(StepContext) => context,
            _ => argument,
        })];

    // A cache in memory has no directories; the same step finds its own again nevertheless.
    private string WorkDirectoryOf(ExecutionStep step) =>
        Path.Combine(_cache.PathForStep(step.UniqueId) ?? Path.Combine(Path.GetTempPath(), "tango", step.UniqueId), WorkName);

    private string CreateWorkDirectory(ExecutionStep step) => Directory.CreateDirectory(WorkDirectoryOf(step)).FullName;

    // A cache in a directory has done so when it stored the result. Files that are the result stay while somebody may read them.
    private void RemoveWorkDirectory(ExecutionStep step)
    {
        var format = FormatName.Parse(step.Format).Name;
        if (format is BuiltInFormats.File or BuiltInFormats.Directory || !Directory.Exists(WorkDirectoryOf(step)))
        {
            return;
        }

        Directory.Delete(WorkDirectoryOf(step), recursive: true);
        if (_cache.PathForStep(step.UniqueId) is null)
        {
            Directory.Delete(Path.GetDirectoryName(WorkDirectoryOf(step))!, recursive: true);
        }
    }

    private async Task KeepAsync(
        ExecutionStep step,
        StepBinding binding,
        object? result,
        string? summary,
        DateTimeOffset started,
        Stopwatch clock,
        CancellationToken cancellationToken)
    {
        if (!step.IsStored)
        {
            // A sequence runs now, once, whoever reads it later and how often.
            var held = await HeldSequence.HoldAsync(result, binding.ResultType ?? typeof(object), cancellationToken).ConfigureAwait(false);
            _results.Hold(step.Name, held);
            return;
        }

        var metadata = new EntryMetadata
        {
            UniqueId = step.UniqueId,
            Step = step.Name,
            Type = step.Type,
            Version = step.Version,
            Format = step.Format,
            Identity = step.Identity,
            Dependencies = step.Dependencies,
            CodeFingerprint = step.CodeFingerprint,
            Summary = summary,
            Started = started,
            Duration = clock.Elapsed,
            Host = Environment.MachineName,
            ToolVersion = _toolVersion,
        };
        await _cache.PutAsync(metadata, result, binding.ResultType ?? typeof(object), step.IsForced, cancellationToken).ConfigureAwait(false);
        _results.AddStored(step.Name, step.UniqueId, binding.ResultType);
    }

    private sealed class ProgressTeller(string step, Action<RunEvent> tell) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => tell(new RunEvent.StepProgressed(step, value.Fraction, value.Text));
    }
}
