using System.Diagnostics;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>Executes a plan file in a worker process, and passes on its events.</summary>
internal sealed class WorkerProcess
{
    // MSBuild sets these for itself; a step that runs the SDK would use the wrong one.
    private static readonly string[] HostVariables =
    [
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH",
        "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "_MSBUILDTLENABLED", "DOTNET_NUGET_SIGNATURE_VERIFICATION",
        "DOTNET_STARTUP_HOOKS", "DOTNET_CLI_CONTEXT_VERBOSE",
    ];

    // Only this process needs them, and the code of steps may come from anywhere.
    private static readonly string[] SecretVariables = [RemoteCacheSettings.TokenVariable, SecretKey.Variable];

    private readonly WorkerSettings _settings;
    private readonly IRunObserver _observer;

    public WorkerProcess(WorkerSettings settings, IRunObserver observer)
    {
        _settings = settings;
        _observer = observer;
    }

    /// <summary>Runs a plan file to its end.</summary>
    /// <returns>The error of the process itself; null if there is none, even if steps failed.</returns>
    /// <exception cref="Exception">The exception of the observer; the worker has been ended.</exception>
    public async Task<Diagnostic?> RunAsync(string planFile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HostFiles.FindMissing(_settings) is { } missing)
            return missing;

        using var process = new Process { StartInfo = StartInfo(planFile) };
        if (Start(process) is { } refused)
            return refused;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new WorkerOutput(_observer, onFault: () => _ = stop.CancelAsync());
        await new ChildProcess(process).FollowAsync(output.HandleOutput, output.HandleErrors, () => EndAsync(process), stop.Token).ConfigureAwait(false);
        output.End();
        return output.IsFinished || cancellationToken.IsCancellationRequested ? null : output.Failure(process.ExitCode);
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
                $"{exception.Message}. The host is '{process.StartInfo.FileName}'; set TangoDotNetHost to the dotnet to use.");
        }
    }

    private ProcessStartInfo StartInfo(string planFile)
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
        foreach (var argument in Arguments(planFile))
            start.ArgumentList.Add(argument);

        foreach (var variable in HostVariables.Concat(SecretVariables))
            start.Environment.Remove(variable);

        return start;
    }

    private IEnumerable<string> Arguments(string planFile)
    {
        var settings = SharedRuntime.Use(_settings, Path.GetDirectoryName(planFile)!);
        yield return "exec";
        yield return "--depsfile";
        yield return settings.DepsFile;
        yield return "--runtimeconfig";
        yield return settings.RuntimeConfigFile;
        foreach (var path in settings.ProbingPaths)
        {
            yield return "--additionalprobingpath";
            yield return path;
        }

        yield return _settings.WorkerAssembly;
        yield return WorkerProtocol.Run;
        yield return planFile;
        yield return WorkerProtocol.Attached;
    }

    private async Task EndAsync(Process process)
    {
        try
        {
            process.StandardInput.WriteLine(WorkerProtocol.Cancel);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        using var grace = new CancellationTokenSource(_settings.CancellationGrace);
        try
        {
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
