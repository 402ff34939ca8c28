using Tango.Engine.Outputs;
using Tango.Engine.UpToDate;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.IO;

namespace Tango.Engine;

/// <summary>Writes the plan of one step, which runs in it although its result may be cached, and how the worker is started with it. Starts nothing.</summary>
internal static class DebugPlan
{
    /// <summary>Writes it to the state directory: <see cref="StateFiles.DebugPlan"/>, <see cref="StateFiles.DebugLaunch"/>.</summary>
    /// <param name="request">Its remote cache does not count: what is there is fetched by a build.</param>
    /// <param name="step">The step's name. What it needs and is not in the cache is part of the plan.</param>
    /// <returns>How to start the worker.</returns>
    /// <exception cref="TangoException">The declarations have errors: all of them; the program is not built; or files cannot be written.</exception>
    public static async Task<WorkerLaunch> WriteAsync(PipelineRequest request, string step, CancellationToken cancellationToken)
    {
        request = request with { Select = [step], Force = [step], RemoteCache = null };
        var plan = await TangoEngine.PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var (worker, programs) = PipelineExecution.HostOf(request, plan);
        if (HostFiles.FindMissing(worker) is { } missing)
            throw new TangoException(missing);

        var state = new StateFiles(request.StateDirectory);
        var execution = ProjectOutputs.Completed(ExecutionPlanMaker.Make(plan, ToolVersion.Current), request.OutputFolders, UpToDateFile.Read(state.UpToDate)) with
        {
            ProjectFile = request.ProjectFile,
            Assembly = worker.TargetAssembly,
            AdditionalAssemblies = programs?.Additional ?? [],
            CacheDirectory = request.CacheDirectory,
            SubstituteDirectory = ReadOnlyFolder.Is(request.CacheDirectory) ? state.Recomputed : null,
            ScratchDirectory = state.Scratch,
            // Nothing else runs while the program is stopped at a line.
            Options = request.Options with { MaxParallelism = 1 },
        };
        return Write(state, step, worker, execution);
    }

    private static WorkerLaunch Write(StateFiles state, string step, WorkerSettings worker, ExecutionPlan execution)
    {
        var launch = new WorkerLaunch(worker.DotNetHost, [], Path.GetDirectoryName(state.DebugPlan(step))!);
        state.Save(() =>
        {
            Directory.CreateDirectory(launch.Folder);
            ExecutionPlanFile.Write(state.DebugPlan(step), execution);
            launch = launch with { Arguments = WorkerCommandLine.Of(worker, state.DebugPlan(step)) };
            launch.Write(state.DebugLaunch(step));
        });
        return launch;
    }
}
