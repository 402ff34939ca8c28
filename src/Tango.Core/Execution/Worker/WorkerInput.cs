using System.Collections.Concurrent;
using System.Diagnostics;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>The standard input of a worker: commands, and answers to its questions.</summary>
/// <param name="process">The worker, attached.</param>
/// <param name="find">Brings the result of an earlier step into the worker's cache; null if it never asks.</param>
/// <param name="stop">Ends the search; cancelled here when a search fails, as the worker would wait for its answer for ever.</param>
internal sealed class WorkerInput(Process process, Func<RunEvent.EarlierResultWanted, CancellationToken, Task>? find, CancellationTokenSource stop)
{
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<Task> _answers = [];

    /// <summary>Looks for the result of an earlier step, and tells the worker when that has ended. Returns at once.</summary>
    public void Answer(RunEvent.EarlierResultWanted wanted) => _answers.Add(Task.Run(() => AnswerAsync(wanted)));

    /// <summary>Sends a command of <see cref="WorkerProtocol"/>.</summary>
    public void Send(string command)
    {
        try
        {
            lock (_writing)
            {
                process.StandardInput.WriteLine(command);
                process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    /// <summary>Ends the searches for a worker that has ended.</summary>
    /// <exception cref="Exception">That of a search.</exception>
    public async Task EndAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_answers).ConfigureAwait(false);
    }

    private async Task AnswerAsync(RunEvent.EarlierResultWanted wanted)
    {
        try
        {
            await find!(wanted, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The worker is cancelled too.
            return;
        }
        catch
        {
            _ = stop.CancelAsync();
            throw;
        }

        Send($"{WorkerProtocol.Answered} {wanted.Key}");
    }
}
