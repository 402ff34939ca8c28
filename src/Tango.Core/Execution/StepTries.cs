using System.Globalization;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>Calls a step's code, within its time, again while it fails and may be tried again.</summary>
internal sealed class StepTries
{
    private static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(1);

    private readonly ExecutionStep _step;
    private readonly StepBinding _binding;
    private readonly StepPlaces _places;
    private readonly StepLog _log;
    private readonly Action<RunEvent> _tell;

    public StepTries(ExecutionStep step, StepBinding binding, StepPlaces places, StepLog log, Action<RunEvent> tell)
    {
        _step = step;
        _binding = binding;
        _places = places;
        _log = log;
        _tell = tell;
    }

    /// <summary>Runs the code and keeps its result.</summary>
    /// <param name="prepare">Makes what a try is made with. Called for each: one that failed may have changed what it was given.</param>
    /// <param name="cancellationToken">Is cancelled when the build is.</param>
    /// <returns>The step's own line about what came out.</returns>
    public async Task<string?> RunAsync(Func<Task<StepCall>> prepare, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryAsync(await prepare().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (attempt < _step.Retries && MayTryAgain(exception) && !cancellationToken.IsCancellationRequested)
            {
                _log.Write(StepLogLevel.Warning, $"Try {attempt + 1} of {_step.Retries + 1} failed, trying again: {FailureText.Of(exception)}");
            }
        }
    }

    // Two tries at once would share the work directory; and only a new plan brings a removed entry back.
    private static bool MayTryAgain(Exception exception) => exception is not (TangoException or EntryLostException or EntryRemovedException or StepTimeoutException { HasEnded: false });

    private async Task<string?> TryAsync(StepCall call, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new ProgressTeller(_step.Name, _tell);
        var context = new StepContext(
            _step.Name,
            _step.UniqueId,
            () => Directory.CreateDirectory(_places.WorkOf(_step)).FullName,
            new StepLogger(_log.Write),
            progress,
            limit.Token);
        var running = CallAsync(call with { Arguments = Supply(call.Arguments, context) }, context, progress);
        _ = running.ContinueWith(_ => limit.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (_step.Timeout is { } timeout)
        {
            await LimitAsync(running, timeout, limit, cancellationToken).ConfigureAwait(false);
        }

        await running.ConfigureAwait(false);
        return context.Summary;
    }

    private Task CallAsync(StepCall call, StepContext context, ProgressTeller progress) => Task.Run(async () =>
    {
        StepLog.Current = _log;
        try
        {
            await _binding.RunAsync(call.Arguments, context, KeepInTime).ConfigureAwait(false);
        }
        finally
        {
            progress.End();
        }

        // A result that comes after the failure was told is none.
        Task KeepInTime(object? result)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            return call.Keep(result, context);
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

        // Not awaited: what the code does when it is told to stop may take for ever as well.
        _ = limit.CancelAsync();
        await Task.WhenAny(running, Task.Delay(TimeoutGrace, cancellationToken)).ConfigureAwait(false);
        if (!running.IsCompleted)
        {
            _log.Write(StepLogLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"Told to stop after {timeout}, but still running; it is left alone and not tried again."));
        }

        // Its result was being stored when the time was over, and is.
        if (!running.IsCompletedSuccessfully)
        {
            throw new StepTimeoutException(timeout, running.IsCompleted);
        }
    }

    private object?[] Supply(object?[] arguments, StepContext context) =>
        [.. arguments.Select((argument, index) => _binding.Parameters[index].ParameterType switch
        {
            var type when type == typeof(CancellationToken) => context.CancellationToken,
            var type when type == typeof(StepContext) => context,
            _ => argument,
        })];
}
