using System.Globalization;
using Tango.Caching.Entries;
using Tango.Execution.Arguments;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.IO;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Execution.Running;

/// <summary>Calls a step's code, with its time limit, and retries it after failures if it may be retried.</summary>
internal sealed class StepAttempts
{
    private static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(1);

    // A command's processes are killed, and those that could not be killed are logged; on a busy machine that takes time.
    private static readonly TimeSpan CommandGrace = TimeSpan.FromMinutes(1);

    private readonly ExecutionStep _step;
    private readonly StepBinding _binding;
    private readonly StepDirectories _directories;
    private readonly StepLog _log;
    private readonly StepMeter _meter;
    private readonly Action<RunEvent> _report;
    private readonly bool _isCommand;

    public StepAttempts(ExecutionStep step, StepBinding binding, StepDirectories directories, StepLog log, StepMeter meter, Action<RunEvent> report)
    {
        _step = step;
        _binding = binding;
        _directories = directories;
        _log = log;
        _meter = meter;
        _report = report;
        _isCommand = step.Type == CommandNames.FullName;
    }

    /// <summary>Runs the code and saves its result.</summary>
    /// <param name="prepare">Creates the inputs of an attempt. Called for each, because a failed attempt may have modified its inputs.</param>
    /// <param name="cancellationToken">Cancelled when the build is cancelled.</param>
    /// <returns>What the step told about its result.</returns>
    public async Task<StepReport> RunAsync(Func<Task<StepCall>> prepare, CancellationToken cancellationToken)
    {
        var retries = _step.Options.Retries ?? 0;
        for (var attempt = _step.FailedAttempts; ; attempt++)
        {
            StepCall? call = null;
            try
            {
                call = await prepare().ConfigureAwait(false);
                return await TryAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // It may have modified its inputs, also if it failed; or it failed because another step modified them.
                await (call?.Fail(exception) ?? Task.CompletedTask).ConfigureAwait(false);
                if (attempt >= retries || !MayRetry(exception) || cancellationToken.IsCancellationRequested)
                    throw;

                _report(new RunEvent.StepRetried { Step = _step.Name, FailedAttempts = attempt + 1 });
                _log.Write(StepLogLevel.Warning, Retrying(attempt + 1, retries + 1, FailureText.Format(exception, _log.Mask)));
            }
        }
    }

    /// <summary>The warning about an attempt that failed and is not the last one.</summary>
    /// <param name="attempts">How many attempts there may be.</param>
    public static string Retrying(int failed, int attempts, string why) => TextLimits.Format($"Attempt {failed} of {attempts} failed, retrying: {why}");

    // Two attempts at the same time would share the work directory; and only a new plan computes a removed entry again.
    private static bool MayRetry(Exception exception) => exception is ResultNotStorableException
        or not (TangoException or EntryMissingException or EntryRemovedException or StepTimeoutException { HasEnded: false });

    private async Task<StepReport> TryAsync(StepCall call, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new ProgressReporter(_step.Name, _report) { Mask = _log.Mask };
        var context = new StepContext(
            _step.Name,
            _step.UniqueId,
            () => _directories.CreateWork(_step),
            new StepLogger(_log.Write),
            progress,
            limit.Token)
        {
            Mask = _log.Mask.Apply,
            AttemptRecords = _directories.AttemptRecordsOf(_step),
            BackupFolder = _directories.BackupFolder,
            IsAlone = () => _meter.IsAlone,
            OnMeasured = _meter.Add,
        };
        var running = CallAsync(call with { Arguments = Supply(call.Arguments, context) }, context, progress);
        _ = running.ContinueWith(_ => limit.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (_step.Options.Timeout is { } timeout)
            await LimitAsync(running, timeout, limit, cancellationToken).ConfigureAwait(false);

        await running.ConfigureAwait(false);
        return new(context.Summary, context.Metrics.Values, context.ResultSize);
    }

    private Task CallAsync(StepCall call, StepContext context, ProgressReporter progress) => Task.Run(async () =>
    {
        StepLog.Current = _log;
        try
        {
            await _binding.RunAsync(call.Arguments, context, KeepInTime).ConfigureAwait(false);
            context.OnStored?.Invoke();
        }
        catch (Exception exception)
        {
            context.OnFailed?.Invoke();

            // Here, where the time limit of the step holds: the members of an exception are the user's code too.
            if (!context.CancellationToken.IsCancellationRequested)
                FailureText.Prepare(exception, _log.Mask);

            throw;
        }
        finally
        {
            progress.End();
        }

        // A result after the time-out was reported is not used.
        Task KeepInTime(object? result)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            return call.Save(result, context);
        }
    });

    private async Task LimitAsync(Task running, TimeSpan timeout, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(running, Task.Delay(timeout, timer.Token)).ConfigureAwait(false);
        if (first == running || cancellationToken.IsCancellationRequested)
        {
            await timer.CancelAsync().ConfigureAwait(false);
            return;
        }

        // Not awaited: user code that handles the cancellation may also run without end.
        _ = limit.CancelAsync();
        await Task.WhenAny(running, Task.Delay(_isCommand ? CommandGrace : TimeoutGrace, cancellationToken)).ConfigureAwait(false);
        if (!running.IsCompleted)
        {
            _meter.Leave();
            _log.Write(StepLogLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"Cancelled after {timeout}, but still running: the build does not wait for it and does not retry it."));
        }

        // Its result was being stored when the time was over, and is stored now.
        if (!running.IsCompletedSuccessfully)
            throw new StepTimeoutException(timeout, running.IsCompleted);
    }

    private object?[] Supply(object?[] arguments, StepContext context) =>
        [.. arguments.Select((argument, index) => _binding.Parameters[index].ParameterType switch
        {
            var type when type == typeof(CancellationToken) => context.CancellationToken,
            var type when type == typeof(StepContext) => context,
            _ => argument,
        })];
}
