using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>The output of a worker process: passed on, as events, as long as the observer does not fail.</summary>
internal sealed class WorkerOutput
{
    private const int KeptErrorLines = 20;

    private readonly IRunObserver _observer;
    private readonly Action _onFault;
    private readonly Lock _lock = new();
    private readonly LineCutter _outputLines = new(longest: int.MaxValue);
    private readonly LineCutter _errorLines = new(longest: int.MaxValue);
    private readonly Queue<string> _errors = new();
    private readonly Dictionary<string, RunEvent.StepStarted> _running = new(StringComparer.OrdinalIgnoreCase);
    private ExceptionDispatchInfo? _fault;
    private bool _hasReported;

    /// <param name="observer">Receives the events, one at a time.</param>
    /// <param name="onFault">Called once when the observer fails: the output of the worker is not passed on any more.</param>
    public WorkerOutput(IRunObserver observer, Action onFault)
    {
        _observer = observer;
        _onFault = onFault;
    }

    /// <summary>Whether the worker reported the end of its run.</summary>
    public bool IsFinished { get; private set; }

    public void HandleOutput(ReadOnlySpan<byte> bytes) => HandleLines(_outputLines.Add(bytes), HandleOutputLine);

    public void HandleErrors(ReadOnlySpan<byte> bytes) => HandleLines(_errorLines.Add(bytes), HandleErrorLine);

    /// <summary>Called when all output was read.</summary>
    /// <exception cref="Exception">The exception of the observer.</exception>
    public void End()
    {
        HandleLines(_outputLines.End(), HandleOutputLine);
        HandleLines(_errorLines.End(), HandleErrorLine);
        _fault?.Throw();
    }

    /// <summary>The error about a worker that ended before its run did. Steps that were running then have failed with it. If none was running, the process itself has failed.</summary>
    public Diagnostic? Failure(int exitCode)
    {
        if (!_hasReported && HostFailure.Explain(exitCode, _errors) is { } refused)
            return refused;

        var meaning = ChildProcess.Explain(exitCode) is { } known ? $": it was {known}" : "";
        var culprits = _running.Count == 0 ? "" : $" while running '{string.Join("', '", _running.Keys.Order(StringComparer.Ordinal))}'";
        var diagnostic = Descriptors.WorkerFailed.Create(
            DiagnosticSubject.None,
            string.Create(CultureInfo.InvariantCulture, $"exited with code {exitCode}{culprits}{meaning}"),
            _errors.Count == 0 ? "It printed nothing." : "It printed: " + string.Join(Environment.NewLine, _errors));
        foreach (var started in _running.Values)
        {
            _observer.OnEvent(new RunEvent.StepFailed
            {
                Step = started.Step,
                UniqueId = started.UniqueId,
                Code = diagnostic.Code,
                Message = diagnostic.Message,
                LogPath = started.LogPath,
            });
        }

        return _running.Count == 0 ? diagnostic : null;
    }

    private void HandleLines(List<string> lines, Action<string> take)
    {
        lock (_lock)
            lines.ForEach(take);
    }

    private void HandleOutputLine(string line)
    {
        // A step's native code may have printed half a line before the record.
        var mark = line.IndexOf(WorkerProtocol.RecordMark, StringComparison.Ordinal);
        var stray = mark < 0 ? line : line[..mark];
        if (stray.Length > 0)
            Report(new RunEvent.StrayOutput { Text = stray });

        if (mark >= 0)
            PassOn(line[(mark + 1)..]);
    }

    private void HandleErrorLine(string line)
    {
        if (_errors.Count < KeptErrorLines)
            _errors.Enqueue(line);

        Report(new RunEvent.StrayOutput { Text = line });
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
            // Output of native code got into the middle of a record.
            Report(new RunEvent.StrayOutput { Text = record });
            return;
        }

        _hasReported = true;
        Follow(runEvent);
        Report(runEvent);
        IsFinished |= runEvent is RunEvent.RunFinished;
    }

    private void Follow(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted started: _running[started.Step] = started; break;
            case RunEvent.StepCompleted completed: _running.Remove(completed.Step); break;
            case RunEvent.StepFailed failed: _running.Remove(failed.Step); break;
        }
    }

    // A failed observer receives no more events, but the worker's output is still read: blocked on a full pipe, the worker could not be cancelled.
    private void Report(RunEvent runEvent)
    {
        if (_fault is not null)
            return;

        try
        {
            _observer.OnEvent(runEvent);
        }
        catch (Exception exception)
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
            _onFault();
        }
    }
}
