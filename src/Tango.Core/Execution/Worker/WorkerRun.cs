using System.Diagnostics;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>Follows a started worker to its end, and explains that.</summary>
internal sealed class WorkerRun
{
    private readonly Process _process;
    private readonly WorkerSettings _settings;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancellationToken;
    private readonly WorkerInput _input;
    private volatile bool _isStopped;
    private bool _isKilledAfterEnd;

    /// <param name="stop">Linked to the other; the run also cancels it when the worker must end for another reason.</param>
    /// <param name="cancellationToken">Cancelled when the build is.</param>
    public WorkerRun(Process process, WorkerSettings settings, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        _process = process;
        _settings = settings;
        _cancellationToken = cancellationToken;
        _stop = stop;
        _input = new WorkerInput(process, settings.FindEarlierResult, stop);
    }

    /// <summary>Ends the worker.</summary>
    public void Stop() => _ = _stop.CancelAsync();

    /// <summary>Looks for the result of an earlier step, and tells the worker when that has ended.</summary>
    public void Answer(RunEvent.EarlierResultWanted wanted) => _input.Answer(wanted);

    /// <summary>Gives the worker a last while to end by itself.</summary>
    public void LimitEnd() => _stop.CancelAfter(_settings.EndGrace);

    /// <summary>Reads what the worker sends, to its end.</summary>
    /// <exception cref="Exception">The exception of the observer.</exception>
    public async Task FollowAsync(WorkerOutput output)
    {
        using var ended = new CancellationTokenSource();
        var watch = new StoppedProcessWatch(() => StoppedProcessWatch.StateOf(_process.Id), OnStopped).RunAsync(_settings.StopCheckInterval, _settings.Clock, ended.Token);
        try
        {
            await new ChildProcess(_process).FollowAsync(output.HandleEvents, output.HandleText, () => EndAsync(output), _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            await _input.EndAsync().ConfigureAwait(false);
        }

        output.End();
    }

    /// <summary>Explains the end of the process.</summary>
    public WorkerEnd End(WorkerOutput output)
    {
        if (output.Impossible is null && (output.IsFinished || _cancellationToken.IsCancellationRequested))
            return new WorkerEnd { Diagnostic = _isKilledAfterEnd ? Descriptors.WorkerDidNotEnd.Create(DiagnosticSubject.None, _settings.EndGrace.TotalSeconds) : null };

        if (!output.HasReported && !_isStopped && HostFailure.Explain(_process.ExitCode, output.Printed.First) is { } refused)
            return new WorkerEnd { Diagnostic = refused };

        var (what, meaning) = WhatHappened(output);
        var during = During(output);
        return new WorkerEnd
        {
            IsCrash = true,
            Running = [.. output.Running],
            Diagnostic = output.Impossible is null
                ? Descriptors.WorkerFailed.Create(DiagnosticSubject.None, what + during + meaning, output.Printed.Describe())
                : Descriptors.UnexpectedWorkerMessage.Create(DiagnosticSubject.None, output.Impossible, during),
        };
    }

    private static string During(WorkerOutput output)
    {
        if (output.Running.Count > 0)
            return $" while running {NameList.Quote(output.Running.Select(started => started.Step).Order(StringComparer.Ordinal))}";

        return output.HasReported ? " when no step was running, so by code that a step had left running" : "";
    }

    private (string What, string Meaning) WhatHappened(WorkerOutput output)
    {
        if (output.Impossible is { } impossible)
            return ($"sent {impossible}", "");

        if (_isStopped)
            return ("was stopped by a signal", " and did not continue");

        return _process.ExitCode == WorkerProtocol.ChannelLost
            ? ("lost the channel in which it reports", ": a step closed it")
            : ($"exited with code {ChildProcess.Show(_process.ExitCode)}", ChildProcess.Explain(_process.ExitCode) is { } known ? $": it was {known}" : "");
    }

    private void OnStopped()
    {
        _isStopped = true;
        Stop();
    }

    private async Task EndAsync(WorkerOutput output)
    {
        if (_isStopped || output.IsFinished || output.Impossible is not null)
        {
            _isKilledAfterEnd = output.IsFinished && !_process.HasExited && !_cancellationToken.IsCancellationRequested;
            await KillAsync().ConfigureAwait(false);
            return;
        }

        _input.Send(WorkerProtocol.Cancel);
        using var grace = new CancellationTokenSource(_settings.CancellationGrace);
        try
        {
            await _process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync().ConfigureAwait(false);
        }
    }

    private Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync(CancellationToken.None);
    }
}
