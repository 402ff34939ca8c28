using System.Collections.Concurrent;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution;

/// <summary>Carries out each step in a process of its own, from a plan file of that step alone and over a shared cache: what the jobs of a cluster are.</summary>
internal sealed class ProcessPerStep : IStepExecutor
{
    private readonly string _directory;
    private readonly RunObservers _observer;

    /// <param name="directory">Takes the plan files.</param>
    /// <param name="observer">Is told what the processes tell.</param>
    public ProcessPerStep(string directory, RunObservers observer)
    {
        _directory = directory;
        _observer = observer;
    }

    public ConcurrentBag<string> Started { get; } = [];

    public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken)
    {
        Started.Add(job.Name);
        var plan = Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, job.Name)).FullName, "plan.json");
        job.WritePlan(plan);
        var output = new JobOutput(job.Name, _observer);
        var end = await new WorkerProcess(TestWorker.Settings, output).RunAsync(ExecutionPlanFile.Read(plan), plan, cancellationToken);
        return end.Diagnostic is not null ? StepCompletion.Failed : output.End ?? StepCompletion.Cancelled;
    }

    private sealed class JobOutput(string step, IRunObserver observer) : IRunObserver
    {
        public StepCompletion? End { get; private set; }

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.RunFinished)
                return;

            End = runEvent switch
            {
                RunEvent.StepCompleted completed when completed.Step == step => completed.State == StepState.Ran ? StepCompletion.Completed : StepCompletion.Reused,
                RunEvent.StepFailed => StepCompletion.Failed,
                RunEvent.EntryMissing => StepCompletion.Postponed,
                _ => End,
            };
            observer.OnEvent(runEvent);
        }
    }
}
