using System.Runtime.ExceptionServices;
using System.Text.Json;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>What a worker process sends: its events, and the lines that it prints. Both are passed on, as events, as long as the observer does not fail.</summary>
internal sealed class WorkerOutput
{
    private readonly IRunObserver _observer;
    private readonly Action _onFault;
    private readonly Action _onFinished;
    private readonly Lock _lock = new();
    private readonly FrameReader _frames = new();
    private readonly LineCutter _lines = new();
    private readonly PrintedLines _printed = new();
    private readonly ReportBudget _reportedLines = ReportBudget.OfLines();
    private readonly ReportedSteps _steps;
    private readonly SecretMask _mask;
    private ExceptionDispatchInfo? _fault;

    /// <param name="observer">Receives the events, one at a time.</param>
    /// <param name="onFault">Called once when the observer fails, or when the worker sent an unexpected message: nothing that it sends is passed on any more.</param>
    /// <param name="onFinished">Called when the worker has reported the end of its run.</param>
    public WorkerOutput(ExecutionPlan plan, IRunObserver observer, Action onFault, Action onFinished)
    {
        _steps = new ReportedSteps(plan);
        _mask = SecretMask.For(plan);
        _observer = observer;
        _onFault = onFault;
        _onFinished = onFinished;
    }

    /// <summary>Called when the worker asks for the result of an earlier step.</summary>
    public Action<RunEvent.EarlierResultWanted>? OnWanted { get; init; }

    /// <summary>Whether the worker reported the end of its run.</summary>
    public bool IsFinished => _steps.IsFinished;

    /// <summary>Whether the worker has sent an event.</summary>
    public bool HasReported { get; private set; }

    /// <summary>What the worker sent that cannot be; null if everything could.</summary>
    public string? Impossible { get; private set; }

    /// <summary>The steps that have started and not ended.</summary>
    public IReadOnlyList<RunEvent.StepStarted> Running => _steps.Running;

    /// <summary>The lines that it printed.</summary>
    public PrintedLines Printed => _printed;

    /// <summary>Takes bytes of the channel.</summary>
    public void HandleEvents(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (Impossible is null && !_frames.Add(bytes, HandleFrame))
                Refuse(TextLimits.Format($"a message of more than {FrameReader.Longest} bytes"));
        }
    }

    /// <summary>Takes bytes of standard error.</summary>
    public void HandleText(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            _lines.Add(bytes).ForEach(HandleLine);
    }

    /// <summary>Called when all output was read.</summary>
    /// <exception cref="Exception">The exception of the observer.</exception>
    public void End()
    {
        lock (_lock)
            _lines.End().ForEach(HandleLine);

        _fault?.Throw();
    }

    private void HandleLine(string printed)
    {
        var line = _mask.Apply(printed);
        _printed.Add(line);
        switch (_reportedLines.Take(line))
        {
            case ReportBudget.Answer.Report: Report(new RunEvent.StrayOutput { Text = line }); break;
            case ReportBudget.Answer.Mark: Report(new RunEvent.StrayOutput { Text = ReportBudget.MarkOf(rest: "the rest is not kept") }); break;
        }
    }

    // After the end of the run a thread that a step left behind may still report: nothing waits for that.
    private void HandleFrame(ReadOnlyMemory<byte> frame)
    {
        if (Impossible is not null || IsFinished)
            return;

        RunEvent runEvent;
        try
        {
            runEvent = RunEventJson.Read(frame.Span);
        }
        catch (JsonException exception)
        {
            Refuse($"a message that is not an event ({exception.InnerException?.Message ?? exception.Message})");
            return;
        }

        if (!_steps.TryAdd(runEvent))
        {
            Refuse($"'{RunEventText.Format(runEvent)}', which does not fit the plan and the messages before it");
            return;
        }

        HasReported = true;
        Report(runEvent);
        if (runEvent is RunEvent.EarlierResultWanted wanted)
            OnWanted?.Invoke(wanted);

        if (IsFinished)
            _onFinished();
    }

    private void Refuse(string what)
    {
        Impossible = TextLimits.Cut(_mask.Apply(what), TextLimits.MaxProgress);
        _onFault();
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
