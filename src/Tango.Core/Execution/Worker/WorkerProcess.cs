using System.Diagnostics;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;
using Tango.Runs.Tracing;

namespace Tango.Execution.Worker;

/// <summary>Executes a plan in a worker process, and passes on its events.</summary>
internal sealed class WorkerProcess
{
    // MSBuild sets these for itself; a step that runs the SDK would use the wrong one.
    private static readonly string[] HostVariables =
    [
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH",
        "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "_MSBUILDTLENABLED", "DOTNET_NUGET_SIGNATURE_VERIFICATION",
        "DOTNET_STARTUP_HOOKS", "DOTNET_CLI_CONTEXT_VERBOSE",
    ];

    /// <summary>Environment variables that a worker is started without: only its parent needs them, and the code of steps may come from anywhere.</summary>
    public static IReadOnlyList<string> SecretVariables { get; } = [.. RemoteSecrets.Variables, SecretKey.Variable];

    private readonly WorkerSettings _settings;
    private readonly IRunObserver _observer;

    public WorkerProcess(WorkerSettings settings, IRunObserver observer)
    {
        _settings = settings;
        _observer = observer;
    }

    /// <summary>Runs a plan to its end.</summary>
    /// <param name="planFile">The file with the plan.</param>
    /// <exception cref="Exception">The exception of the observer; the worker has been ended.</exception>
    public async Task<WorkerEnd> RunAsync(ExecutionPlan plan, string planFile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HostFiles.FindMissing(_settings) is { } missing)
            return new WorkerEnd { Diagnostic = missing };

        using var process = new Process { StartInfo = StartInfo(plan, planFile) };
        if (Start(process) is { } refused)
            return new WorkerEnd { Diagnostic = refused };

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new WorkerRun(process, _settings, stop, cancellationToken);
        var output = new WorkerOutput(plan, _observer, onFault: run.Stop, onFinished: run.LimitEnd) { OnWanted = run.Answer };
        await run.FollowAsync(output).ConfigureAwait(false);
        return run.End(output);
    }

    private static Diagnostic? Start(Process process)
    {
        try
        {
            process.Start();
            return null;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return Descriptors.WorkerFailed.Create(
                DiagnosticSubject.None,
                "could not be started",
                WorkingFolder.FindFault(process.StartInfo.WorkingDirectory) is { } fault
                    ? fault + "."
                    : $"{exception.Message}. The host is '{process.StartInfo.FileName}'; set TangoDotNetHost to the dotnet to use.");
        }
    }

    private ProcessStartInfo StartInfo(ExecutionPlan plan, string planFile)
    {
        var start = new ProcessStartInfo(_settings.DotNetHost)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetDirectoryName(planFile)!,
        };
        foreach (var argument in WorkerCommandLine.Of(_settings, planFile).Add(WorkerProtocol.Attached))
            start.ArgumentList.Add(argument);

        if (Activity.Current?.Source.Name == Spans.SourceName)
            start.ArgumentList.Add(WorkerProtocol.HasSpan);

        // Who sends files of jobs through the remote cache needs what that wants to see, and hides it from steps.
        var kept = plan.Slurm is { Store: not null } ? RemoteSecrets.Variables : [];
        foreach (var variable in HostVariables.Concat(SecretVariables).Except(kept))
            start.Environment.Remove(variable);

        foreach (var (name, value) in Spans.Variables())
            start.Environment[name] = value;

        return start;
    }
}
