using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>What a worker process tells on its standard streams: read to the end whatever happens, passed on while the observer takes it.</summary>
internal sealed class WorkerOutput
{
    private const int KeptErrorLines = 20;
    private const int MostSilences = 10;

    private static readonly TimeSpan SilenceAfterEnd = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly IRunObserver _observer;
    private readonly Action _onFault;
    private readonly Lock _lock = new();
    private readonly Queue<string> _errors = new();
    private readonly Dictionary<string, RunEvent.StepStarted> _running = new(StringComparer.OrdinalIgnoreCase);
    private Task _reading = Task.CompletedTask;
    private ExceptionDispatchInfo? _fault;
    private bool _isOver;
    private int _lines;
    private volatile bool _isFinished;

    /// <param name="observer">Is told what happens, one event at a time.</param>
    /// <param name="onFault">Is called, once, when the observer or the reading fails: nobody listens to the worker any longer.</param>
    public WorkerOutput(IRunObserver observer, Action onFault)
    {
        _observer = observer;
        _onFault = onFault;
    }

    /// <summary>Whether the worker told the end of its run.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>Begins to read; the streams are closed when they end or are let go.</summary>
    /// <param name="process">The worker, started.</param>
    /// <param name="letGo">Ends the reading.</param>
    public void Read(Process process, CancellationToken letGo) => _reading = Task.WhenAll(
        ReadAsync(process.StandardOutput, TakeOutput, letGo),
        ReadAsync(process.StandardError, TakeError, letGo));

    /// <summary>
    /// Called when the worker has ended: waits for what it wrote to be passed on, but not for the end of the streams, which processes that its steps
    /// started may hold open. Nothing is told afterwards.
    /// </summary>
    /// <exception cref="Exception">What the observer threw.</exception>
    public async Task EndAsync()
    {
        for (var silences = 0; silences < MostSilences && !_reading.IsCompleted; silences++)
        {
            var before = Volatile.Read(ref _lines);
            await Task.WhenAny(_reading, Task.Delay(_isFinished ? SilenceAfterEnd : Silence)).ConfigureAwait(false);
            if (_isFinished || Volatile.Read(ref _lines) == before)
            {
                break;
            }
        }

        lock (_lock)
        {
            _isOver = true;
        }

        _fault?.Throw();
    }

    /// <summary>
    /// What to say of a worker that ended before its run did. Steps that were running when it ended have failed with it. With none running, the process itself has.
    /// </summary>
    /// <param name="exitCode">The worker's.</param>
    public Diagnostic? Failure(int exitCode)
    {
        var culprits = _running.Count == 0 ? "" : $" while running '{string.Join("', '", _running.Keys.Order(StringComparer.Ordinal))}'";
        var diagnostic = Descriptors.WorkerFailed.Of(
            DiagnosticSubject.None,
            string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}{culprits}{Meaning(exitCode)}"),
            _errors.Count == 0 ? "It printed nothing." : "It printed: " + string.Join(Environment.NewLine, _errors));
        foreach (var started in _running.Values)
        {
            _observer.OnEvent(new RunEvent.StepFailed(started.Step, started.UniqueId, 0, diagnostic.Code, diagnostic.Message, started.LogPath));
        }

        return _running.Count == 0 ? diagnostic : null;
    }

    private static string Meaning(int exitCode) => exitCode switch
    {
        134 => ": it was aborted, e.g. by a stack overflow or Environment.FailFast",
        137 => ": it was killed, e.g. for lack of memory",
        139 => ": it crashed in native code",
        150 => ": the runtime it needs is not installed",
        _ => "",
    };

    private async Task ReadAsync(StreamReader stream, Action<string> take, CancellationToken letGo)
    {
        using (stream)
        {
            try
            {
                while (await stream.ReadLineAsync(letGo).ConfigureAwait(false) is { } line)
                {
                    lock (_lock)
                    {
                        take(line);
                    }

                    Interlocked.Increment(ref _lines);
                }
            }
            catch (OperationCanceledException) when (letGo.IsCancellationRequested)
            {
                // The worker has ended; what holds its streams open is no longer its own.
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private void TakeOutput(string line)
    {
        // A step's native code may have printed half a line before the record.
        var mark = line.IndexOf(WorkerProtocol.RecordMark, StringComparison.Ordinal);
        var stray = mark < 0 ? line : line[..mark];
        if (stray.Length > 0)
        {
            Tell(new RunEvent.StrayOutput(stray));
        }

        if (mark >= 0)
        {
            PassOn(line[(mark + 1)..]);
        }
    }

    private void TakeError(string line)
    {
        if (!_isOver && _errors.Count < KeptErrorLines)
        {
            _errors.Enqueue(line);
        }

        Tell(new RunEvent.StrayOutput(line));
    }

    private void PassOn(string record)
    {
        RunEvent runEvent;
        try
        {
            runEvent = RunEventJson.Read(Encoding.UTF8.GetBytes(record));
        }
        catch (JsonException)
        {
            // Native output got into the middle of a record.
            Tell(new RunEvent.StrayOutput(record));
            return;
        }

        Follow(runEvent);
        Tell(runEvent);
        _isFinished |= runEvent is RunEvent.RunFinished;
    }

    private void Follow(RunEvent runEvent)
    {
        if (_isOver)
        {
            return;
        }

        switch (runEvent)
        {
            case RunEvent.StepStarted started: _running[started.Step] = started; break;
            case RunEvent.StepCompleted completed: _running.Remove(completed.Step); break;
            case RunEvent.StepFailed failed: _running.Remove(failed.Step); break;
        }
    }

    // An observer that failed hears no more, but the worker is still read: blocked on a full pipe it could not even be told to end.
    private void Tell(RunEvent runEvent)
    {
        if (_isOver || _fault is not null)
        {
            return;
        }

        try
        {
            _observer.OnEvent(runEvent);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        lock (_lock)
        {
            if (_isOver || _fault is not null)
            {
                return;
            }

            _fault = ExceptionDispatchInfo.Capture(exception);
            _onFault();
        }
    }
}
