using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Tango.Caching;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Execution.Worker;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>
/// A job on a node with a file system of its own: fetches what the step needs from the store, has a worker run it, and sends the result and the report. The worker is a process of its own, as in
/// a build: what a crash printed still gets away.
/// </summary>
internal sealed class NodeJob
{
    private const int MaxOutput = 64 * 1024;
    private const int MaxLog = 4 * 1024 * 1024;

    private readonly NodeStore _store;
    private readonly string _root;
    private readonly string _job;
    private readonly int _attempt;
    private readonly IReadOnlyList<string> _worker;
    private readonly DirectoryStepCache _cache;

    // The end of the step, from its first event on: told when all that belongs to it is in the store.
    private readonly List<RunEvent> _end = [];
    private readonly NodeFiles _files;
    private SecretMask _mask = SecretMask.None;

    /// <param name="root">Full path of the folder that the job made.</param>
    /// <param name="job">The name of the job.</param>
    /// <param name="attempt">How often Slurm has started it before.</param>
    /// <param name="worker">The program and arguments that start a worker.</param>
    public NodeJob(NodeStore store, string root, string job, int attempt, IReadOnlyList<string> worker)
    {
        _store = store;
        _root = root;
        _job = job;
        _attempt = attempt;
        _worker = worker;
        _cache = new DirectoryStepCache(Path.Combine(root, "cache"));
        _files = new NodeFiles(store, _cache, root);
    }

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends the step; what it has printed is still sent.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RemoteException">The store does not say what is to do, or takes no report.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var report = new NodeReport((number, part) => _store.PutAsync(NodeNames.Events(_job, _attempt, number), part, CancellationToken.None), TimeProvider.System);
        await using var end = report.ConfigureAwait(false);
        var plan = await _files.ReadPlanAsync(_job, cancellationToken).ConfigureAwait(false);
        var step = plan.Steps[^1];
        _mask = SecretMask.For(plan);
        try
        {
            if (await _files.FindAsync(step, cancellationToken).ConfigureAwait(false))
            {
                _end.Add(new RunEvent.StepCompleted { Step = step.Name, UniqueId = step.UniqueId, State = StepState.Cached });
                return await TellAsync(report, WorkerProtocol.Done).ConfigureAwait(false);
            }

            if (await _files.FetchAsync(plan, cancellationToken).ConfigureAwait(false) is { } missing)
            {
                _end.Add(missing);
                return await TellAsync(report, WorkerProtocol.NotCompleted).ConfigureAwait(false);
            }

            var exitCode = await RunWorkerAsync(plan, step, report, cancellationToken).ConfigureAwait(false);
            await SendResultAsync(step, cancellationToken).ConfigureAwait(false);
            await SendLogsAsync(plan, cancellationToken).ConfigureAwait(false);
            return await TellAsync(report, exitCode).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RemoteException or InvalidDataException or Win32Exception || CacheAccess.IsRefusal(exception))
        {
            // What the step says of its failure is worth more than that its log could not be stored.
            if (!_end.Any(end => end is RunEvent.StepFailed))
            {
                _end.Clear();
                _end.Add(Failed(step, exception));
            }

            return await TellAsync(report, WorkerProtocol.NotCompleted).ConfigureAwait(false);
        }
    }

    private async Task<int> TellAsync(NodeReport report, int exitCode)
    {
        foreach (var end in _end)
            report.Add(RunEventJson.Write(end));

        await report.EndAsync().ConfigureAwait(false);
        return exitCode;
    }

    private async Task<int> RunWorkerAsync(ExecutionPlan plan, ExecutionStep step, NodeReport report, CancellationToken cancellationToken)
    {
        var planFile = Path.Combine(_root, "node-plan.json");
        ExecutionPlanFile.Write(planFile, NodePlan.Relocate(plan, _root) with { FindsEarlierResults = true }, isDurable: false);

        // Attached: if the cluster kills this process, the worker does not stay behind.
        var start = new ProcessStartInfo(_worker[0], [.. _worker.Skip(1), WorkerProtocol.Run, planFile, WorkerProtocol.TellsFailure, WorkerProtocol.Attached])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var variable in NodeStore.Variables)
            start.Environment.Remove(variable);

        using var worker = Process.Start(start)!;
        var frames = new FrameReader();
        var printed = new PrintedTail(MaxOutput);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = new WorkerInput(worker, _files.FindEarlierAsync, stop);
        try
        {
            await new ChildProcess(worker).FollowAsync(
                bytes => frames.Add(bytes, frame => Take(frame, step, report, input)),
                printed.Add,
                async () =>
                {
                    worker.Kill(entireProcessTree: true);
                    await worker.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
                },
                stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await input.EndAsync().ConfigureAwait(false);
        }

        await _store.PutAsync(NodeNames.Output(_job, _attempt), printed.Mask(_mask), CancellationToken.None).ConfigureAwait(false);
        return worker.ExitCode;
    }

    // What the worker writes is passed on as it is. Of a part of the job only a failure ends the step.
    private void Take(ReadOnlyMemory<byte> frame, ExecutionStep step, NodeReport report, WorkerInput input)
    {
        var told = Read(frame);
        if (told is RunEvent.EarlierResultWanted wanted)
            input.Answer(wanted);
        else if (told is not null && (_end.Count > 0 || told is RunEvent.StepFailed || (told is RunEvent.StepCompleted completed && completed.Step == step.Name)))
            _end.Add(told);
        else
            report.Add(frame.Span);
    }

    private static RunEvent? Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            return RunEventJson.Read(frame.Span);
        }
        catch (JsonException)
        {
            // What reads the report says so.
            return null;
        }
    }

    private async Task SendResultAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        if (_end.OfType<RunEvent.StepCompleted>().Any(completed => completed.State == StepState.Ran || completed.TakenFrom is not null)
            && await _store.Results.PushAsync(step.UniqueId, _cache, cancellationToken, replace: step.IsForced || _files.HasFoundCorrupt).ConfigureAwait(false) is null)
        {
            throw new RemoteStoreException("its result is too large for an archive");
        }
    }

    private async Task SendLogsAsync(ExecutionPlan plan, CancellationToken cancellationToken)
    {
        if (_end.FindIndex(end => end is RunEvent.StepFailed { LogPath: { } path } && File.Exists(path)) is not (>= 0 and var index))
            return;

        var failed = (RunEvent.StepFailed)_end[index];
        var log = failed.LogPath!;
        await _store.PutAsync(NodeNames.Log(_job, _attempt), TailOf(log), cancellationToken).ConfigureAwait(false);

        // Where the machine that builds will have it: beside the folder for scratch files of its plan.
        var there = Path.Combine(Path.GetDirectoryName(plan.ScratchDirectory)!, Path.GetFileName(log));
        _end[index] = failed with { LogPath = there, Message = failed.Message.Replace(log, there, StringComparison.Ordinal) };
    }

    private byte[] TailOf(string path)
    {
        var tail = new PrintedTail(MaxLog);
        using var file = SharedReading.Open(path);
        var block = new byte[MaxOutput];
        for (int count; (count = file.Read(block)) > 0;)
            tail.Add(block.AsSpan(0, count));

        return tail.Mask(_mask);
    }

    private RunEvent.StepFailed Failed(ExecutionStep step, Exception exception) => new()
    {
        Step = step.Name,
        UniqueId = step.UniqueId,
        Code = Descriptors.JobNotCarried.Code,
        Message = Descriptors.JobNotCarried.Create(DiagnosticSubject.None, step.Name, _store.Name, exception.Message.TrimEnd('.')).Message,
    };
}
