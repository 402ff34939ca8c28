namespace Tango.Execution;

/// <summary>The whole of the worker process: reads a plan file, runs its steps, tells about it on standard output.</summary>
public static class WorkerHost
{
    /// <summary>Runs a plan file and gives the process's exit code: 0 when the plan was carried out, failed steps included.</summary>
    /// <param name="arguments"><c>run PLAN.json</c>.</param>
    public static Task<int> MainAsync(string[] arguments) => throw new NotImplementedException();
}
