using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Tango.Caching;
using Tango.Caching.Remote;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Execution.Slurm.Nodes;
using Tango.Formats;
using Tango.Runs;
using Tango.Runs.Tracing;

namespace Tango.Execution.Worker;

/// <summary>The main method of the worker process: reads a plan file, runs its steps, reports events in its channel.</summary>
internal static class WorkerHost
{
    private static readonly TimeSpan DebuggerCheckInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a plan file.</summary>
    /// <param name="arguments"><c>run PLAN.json</c>; <c>--attached</c> if the worker must end with the process that started it; <c>--wait-for-debugger</c> if it must wait for one; <c>--has-span</c> if the process that started it has made a span of the run.</param>
    /// <returns>The exit code, if there was nothing to execute. Otherwise the process ends here, with 0 if the plan was executed, even if steps failed.</returns>
    public static async Task<int> MainAsync(string[] arguments)
    {
        if (arguments is [WorkerProtocol.Node, var root, var job, .. var worker])
            return await RunNodeJobAsync(root, job, worker).ConfigureAwait(false);

        if (arguments is not [WorkerProtocol.Run, var path, .. var options])
        {
            await Console.Error.WriteLineAsync("Usage: Tango.Worker run PLAN.json").ConfigureAwait(false);
            return WorkerProtocol.Misuse;
        }

        // Not disposed: threads that a step left behind may still report events.
        var streams = WorkerStreams.Take();
        var outside = TextWriter.Synchronized(new StreamWriter(streams.Text) { AutoFlush = true });
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnInterrupt(signal, stop, options));
        using var terminate = options.Contains(WorkerProtocol.Attached) ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnInterrupt(signal, stop, options));
        Console.SetOut(new StepConsole(outside));
        Console.SetError(new StepConsole(outside));
        var answers = options.Contains(WorkerProtocol.Attached) ? new EarlierResultAnswers() : null;
        if (answers is not null)
            ListenTo(new StreamReader(Console.OpenStandardInput()), stop, answers);

        // Steps have no input. Console.In must not be the listener's reader: a step that reads would wait for its lock without end.
        Console.SetIn(TextReader.Null);

        var completion = new RunCompletion();
        try
        {
            if (options.Contains(WorkerProtocol.WaitForDebugger))
                await WaitForDebuggerAsync(stop.Token).ConfigureAwait(false);

            var plan = ExecutionPlanFile.Read(path);
            using var later = LaterSpans.Listen();
            using var span = options.Contains(WorkerProtocol.HasSpan) ? null : RunSpan.Start(plan.ProjectFile);
            var events = new EventWriter(streams.Events, WorkerExit.OnChannelLost);
            await RunAsync(plan, new RunObservers(span is null ? [completion, events] : [completion, span, events]), answers, stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return WorkerProtocol.Misuse;
        }

        var exitCode = options.Contains(WorkerProtocol.TellsFailure) && !completion.IsComplete ? WorkerProtocol.NotCompleted : WorkerProtocol.Done;

        // Returning would wait for threads that a step left running in the foreground.
        Environment.Exit(exitCode);
        return exitCode;
    }

    private static async Task<int> RunNodeJobAsync(string root, string job, string[] worker)
    {
        try
        {
            _ = int.TryParse(Environment.GetEnvironmentVariable("SLURM_RESTART_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt);
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnInterrupt(signal, stop, []));
            using var store = NodeStore.FromEnvironment(root, stop.Token);
            return await new NodeJob(store, root, job, attempt, worker).RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return WorkerProtocol.NotCompleted;
        }
        catch (Exception exception) when (exception is TangoException or RemoteException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return NodeScript.NoStore;
        }
        catch (Exception exception) when (exception is InvalidDataException || CacheAccess.IsRefusal(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return NodeScript.NoFiles;
        }
    }

    // The runtime tells nobody that a debugger was attached.
    private static async Task WaitForDebuggerAsync(CancellationToken cancellationToken)
    {
        while (!Debugger.IsAttached && !cancellationToken.IsCancellationRequested)
            await Task.Delay(DebuggerCheckInterval, CancellationToken.None).ConfigureAwait(false);
    }

    // In a terminal Ctrl+C reaches every process of the group. An attached worker waits for its parent, which sends "cancel" when its build is cancelled.
    private static void OnInterrupt(PosixSignalContext signal, CancellationTokenSource stop, string[] options)
    {
        signal.Cancel = true;
        if (!options.Contains(WorkerProtocol.Attached))
            stop.Cancel();
    }

    private static void ListenTo(TextReader commands, CancellationTokenSource stop, EarlierResultAnswers answers)
    {
        var listener = new Thread(() =>
        {
            while (commands.ReadLine() is { } command)
            {
                if (command == WorkerProtocol.Cancel)
                {
                    // Not on this thread: a step that does not react must not keep it from reading the end of the input.
                    _ = stop.CancelAsync();
                }
                else if (command.Split(' ') is [WorkerProtocol.Answered, var key])
                {
                    answers.Add(key);
                }
            }

            // No process reads the events any more. The cache is consistent at any moment, so there is nothing to wait for.
            Environment.Exit(WorkerProtocol.Abandoned);
        })
        {
            IsBackground = true,
            Name = "commands",
        };
        listener.Start();
    }

    private static async Task RunAsync(ExecutionPlan plan, IRunObserver observer, EarlierResultAnswers? answers, CancellationToken cancellationToken)
    {
        StepAssemblyLoader.Attach(plan);
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, plan.Options.MaxParallelism + 1), ports);
        var formats = new FormatRegistry(name => FindFormat(plan, name));
        StepCache cache = plan.CacheDirectory is { } directory ? OpenOwn(directory) : new MemoryStepCache();
        var executor = new Executor(cache, observer)
        {
            OpenCache = other => new DirectoryStepCache(other, formats),
            IsWorker = true,
            AskForEarlierResult = answers is null ? null : (step, key, token) => answers.AskAsync(observer, step, key, token),
        };
        await executor.ExecuteAsync(plan, cancellationToken).ConfigureAwait(false);

        DirectoryStepCache OpenOwn(string directory)
        {
            var own = new DirectoryStepCache(directory, formats) { SubstitutePath = plan.SubstituteDirectory };
            foreach (var (uniqueId, elsewhere) in plan.Redirected)
                own.Redirect(uniqueId, elsewhere);

            return own;
        }
    }

    private static Type? FindFormat(ExecutionPlan plan, string name) =>
        plan.Formats.FirstOrDefault(format => format.Type == name) is { } own ? Assembly.Load(new AssemblyName(own.Assembly)).GetType(name) : null;
}
