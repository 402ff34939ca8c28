using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Formats;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>The main method of the worker process: reads a plan file, runs its steps, reports events on standard output.</summary>
internal static class WorkerHost
{
    /// <summary>Runs a plan file.</summary>
    /// <param name="arguments"><c>run PLAN.json</c>; <c>--attached</c> if the worker must end with the process that started it.</param>
    /// <returns>The exit code: 0 if the plan was executed, even if steps failed.</returns>
    public static async Task<int> MainAsync(string[] arguments)
    {
        if (arguments is not [WorkerProtocol.Run, var path, .. var options])
        {
            await Console.Error.WriteLineAsync("Usage: Tango.Worker run PLAN.json").ConfigureAwait(false);
            return WorkerProtocol.Misuse;
        }

        // Not disposed: threads that a step left behind may still report events.
        var events = WorkerStreams.Output();
        var outside = TextWriter.Synchronized(new StreamWriter(WorkerStreams.Error()) { AutoFlush = true });
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnInterrupt(signal, stop, options));
        Console.SetOut(new StepConsole(outside));
        Console.SetError(new StepConsole(outside));
        if (options.Contains(WorkerProtocol.Attached))
            ListenTo(new StreamReader(Console.OpenStandardInput()), stop);

        // Steps have no input. Console.In must not be the listener's reader: a step that reads would wait for its lock without end.
        Console.SetIn(TextReader.Null);

        try
        {
            var plan = ExecutionPlanFile.Read(path);
            await RunAsync(plan, new EventWriter(events), stop.Token).ConfigureAwait(false);
            return WorkerProtocol.Done;
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return WorkerProtocol.Misuse;
        }
    }

    // In a terminal Ctrl+C reaches every process of the group. An attached worker waits for its parent, which sends "cancel" when its build is cancelled.
    private static void OnInterrupt(PosixSignalContext signal, CancellationTokenSource stop, string[] options)
    {
        signal.Cancel = true;
        if (!options.Contains(WorkerProtocol.Attached))
            stop.Cancel();
    }

    private static void ListenTo(TextReader commands, CancellationTokenSource stop)
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

    private static async Task RunAsync(ExecutionPlan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        StepAssemblyLoader.Attach(plan);
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, plan.MaxParallelism + 1), ports);
        var formats = new FormatRegistry(name => FindFormat(plan, name));
        StepCache cache = plan.CacheDirectory is { } directory ? new DirectoryStepCache(directory, formats) { SubstitutePath = plan.SubstituteDirectory } : new MemoryStepCache();
        await new Executor(cache, observer) { OpenCache = other => new DirectoryStepCache(other, formats) }.ExecuteAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    private static Type? FindFormat(ExecutionPlan plan, string name) =>
        plan.Formats.FirstOrDefault(format => format.Type == name) is { } own ? Assembly.Load(new AssemblyName(own.Assembly)).GetType(name) : null;

    private sealed class EventWriter(Stream stream) : IRunObserver
    {
        private static readonly byte[] Mark = Encoding.UTF8.GetBytes([WorkerProtocol.RecordMark]);

        public void OnEvent(RunEvent runEvent)
        {
            // One write per record. A pipe keeps it together up to PIPE_BUF (4096 bytes on Linux, 512 on macOS). Output of native code at the same moment can get into a longer
            // one, which the reader then handles as stray output.
            stream.Write([.. Mark, .. RunEventJson.Write(runEvent), (byte)'\n']);
            stream.Flush();
        }
    }
}
