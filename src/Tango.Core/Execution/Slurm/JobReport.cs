using System.Buffers;
using System.Text.Json;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm;

/// <summary>
/// Reads the events that a job writes while it runs, and passes on those of its step. Of steps that run as parts of the job, because their results are not cached, only a failure
/// matters. An attempt after the loss of a node begins anew, with another start.
/// </summary>
internal sealed class JobReport
{
    private const int BlockSize = 64 * 1024;

    private readonly ExecutionStep _step;
    private readonly JobFolder _folder;
    private readonly Action<RunEvent> _report;
    private FrameReader _frames = new();
    private int _read;
    private int _toSkip;
    private RunEvent.StepFailed? _failedPart;
    private int _attempt;
    private long _position;

    /// <param name="report">Receives the events that do not end the step.</param>
    public JobReport(ExecutionStep step, JobFolder folder, Action<RunEvent> report)
    {
        _step = step;
        _folder = folder;
        _report = report;
    }

    /// <summary>
    /// The live job of another submission whose result a step can take. A forced step must run after it was forced. A job that has reported a failure, or a missing input, is only about to
    /// leave the queue.
    /// </summary>
    /// <returns>Its folder; null if there is none.</returns>
    public static JobFolder? FindOpen(ExecutionStep step, QueueSnapshot seen)
    {
        if (step.IsForced || seen.FindLive(step.UniqueId) is not { } folder)
            return null;

        var report = new JobReport(step, folder, _ => { });
        return report.TryRead() is null && report.End is null or RunEvent.StepCompleted ? folder : null;
    }

    /// <summary>The event that ended the step, or a failure of a part of the job; null if there is none yet.</summary>
    public RunEvent? End { get; private set; }

    /// <summary>Whether an event says that the step has started.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>What the last attempt printed.</summary>
    public PrintedLines ReadOutput()
    {
        var printed = new PrintedLines();
        if (File.Exists(_folder.OutputOf(_attempt)))
        {
            var lines = new LineCutter();
            ReadBlocks(_folder.OutputOf(_attempt), 0, block => lines.Add(block).ForEach(printed.Add));

            lines.End().ForEach(printed.Add);
        }

        return printed;
    }

    /// <summary>Reads what is new. After a fault the next call reads the attempt from its beginning, and reports nothing twice: a network file system may show zeros before it shows what was written.</summary>
    /// <returns>Why it cannot be read; null if it could be.</returns>
    public string? TryRead()
    {
        try
        {
            ReadAll();
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or IOException)
        {
            (_position, _frames, _toSkip, _read) = (0, new FrameReader(), _read, 0);

            // Another build that follows the same job may have its result, and have removed the report.
            return exception is FileNotFoundException or DirectoryNotFoundException ? null : exception.Message;
        }
    }

    private void ReadAll()
    {
        ReadAttempt();
        while (File.Exists(_folder.EventsOf(_attempt + 1)))
        {
            ReadAttempt();
            (_attempt, _position, _frames, _failedPart, End) = (_attempt + 1, 0, new FrameReader(), null, null);
            (_read, _toSkip) = (0, 0);
            ReadAttempt();
        }
    }

    // Opened each time: a network file system looks for what another machine wrote when a file is opened.
    private void ReadAttempt()
    {
        if (!File.Exists(_folder.EventsOf(_attempt)))
            return;

        ReadBlocks(_folder.EventsOf(_attempt), _position, block =>
        {
            if (!_frames.Add(block, Handle))
                throw new InvalidDataException(TextLimits.Format($"'{_folder.EventsOf(_attempt)}' has a line of more than {FrameReader.Longest} bytes."));

            _position += block.Length;
        });
    }

    // Thousands of jobs are followed at a time, so none keeps a buffer.
    private static void ReadBlocks(string path, long position, Action<ReadOnlySpan<byte>> take)
    {
        using var file = SharedReading.OpenUnlocked(path);
        if (file.Length <= position)
            return;

        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            file.Position = position;
            for (int count; (count = file.Read(block)) > 0;)
                take(block.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void Handle(ReadOnlyMemory<byte> frame)
    {
        if (End is not null || _read < _toSkip)
        {
            _read++;
            return;
        }

        Handle(RunEventJson.Read(frame.Span));
        _read++;
    }

    private void Handle(RunEvent read)
    {
        switch (read)
        {
            case RunEvent.StepFailed failed when failed.Step != _step.Name: _failedPart = failed; break;
            case RunEvent.StepBlocked blocked when blocked.Step == _step.Name: End = (RunEvent?)_failedPart ?? blocked; break;
            case RunEvent.EntryMissing missing: End = missing; break;
            case RunEvent.StepCompleted completed when IsOwn(completed.Step, completed.UniqueId): End = completed; break;
            case RunEvent.StepFailed failed when IsOwn(failed.Step, failed.UniqueId): End = failed; break;
            case RunEvent.StepStarted started when IsOwn(started.Step, started.UniqueId): Start(started); break;
            case RunEvent.StepWaiting waiting when IsOwn(waiting.Step, waiting.UniqueId): _report(waiting); break;
            case RunEvent.StepLogged logged when logged.Step == _step.Name && HasStarted: _report(logged); break;
            case RunEvent.StepRetried retried when retried.Step == _step.Name && HasStarted: _report(retried); break;
            case RunEvent.StepProgressed progressed when progressed.Step == _step.Name && HasStarted: _report(progressed); break;
        }
    }

    private bool IsOwn(string step, string uniqueId) => step == _step.Name && uniqueId == _step.UniqueId;

    private void Start(RunEvent.StepStarted started)
    {
        _report(started);
        HasStarted = true;
    }
}
