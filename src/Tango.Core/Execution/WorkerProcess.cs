using System.Diagnostics;
using System.Text;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>Carries out a plan file in a worker process, and passes on what that tells.</summary>
internal sealed class WorkerProcess
{
    // MSBuild sets these for itself; a step that runs the SDK would be led astray by them.
    private static readonly string[] HostVariables =
    [
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH",
        "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "_MSBUILDTLENABLED", "DOTNET_NUGET_SIGNATURE_VERIFICATION",
        "DOTNET_STARTUP_HOOKS", "DOTNET_CLI_CONTEXT_VERBOSE",
    ];

    private readonly WorkerSettings _settings;
    private readonly IRunObserver _observer;

    public WorkerProcess(WorkerSettings settings, IRunObserver observer)
    {
        _settings = settings;
        _observer = observer;
    }

    /// <summary>Runs a plan file to its end.</summary>
    /// <returns>What went wrong with the process itself; null when nothing did, whatever became of the steps.</returns>
    /// <exception cref="Exception">What the observer threw; the worker has been ended.</exception>
    public async Task<Diagnostic?> RunAsync(string planFile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(planFile) };
        if (Start(process) is { } refused)
        {
            return refused;
        }

        using var letGo = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new WorkerOutput(_observer, onFault: () => _ = stop.CancelAsync());
        output.Read(process, letGo.Token);
        try
        {
            await using (stop.Token.Register(() => Cancel(process)))
            {
                await WaitAsync(process, stop.Token).ConfigureAwait(false);
            }

            await output.EndAsync().ConfigureAwait(false);
        }
        finally
        {
            await letGo.CancelAsync().ConfigureAwait(false);
        }

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
            return Descriptors.WorkerFailed.Of(
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
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetDirectoryName(planFile)!,
        };
        foreach (var argument in Arguments(planFile))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var variable in HostVariables)
        {
            start.Environment.Remove(variable);
        }

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

    private static void Cancel(Process process)
    {
        try
        {
            process.StandardInput.WriteLine(WorkerProtocol.Cancel);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already, which is what was wanted.
        }
    }

    private async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
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
}
