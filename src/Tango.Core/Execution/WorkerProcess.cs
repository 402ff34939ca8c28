using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>Carries out a plan file in a worker process, and passes on what that tells.</summary>
internal sealed class WorkerProcess
{
    private const int KeptErrorLines = 20;

    // MSBuild sets these for itself; a step that runs the SDK would be led astray by them.
    private static readonly string[] HostVariables =
    [
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH",
        "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "_MSBUILDTLENABLED", "DOTNET_NUGET_SIGNATURE_VERIFICATION",
        "DOTNET_STARTUP_HOOKS", "DOTNET_CLI_CONTEXT_VERBOSE",
    ];

    private readonly WorkerSettings _settings;
    private readonly IRunObserver _observer;
    private readonly Queue<string> _errors = new();
    private readonly Dictionary<string, RunEvent.StepStarted> _running = new(StringComparer.OrdinalIgnoreCase);
    private bool _finished;

    public WorkerProcess(WorkerSettings settings, IRunObserver observer)
    {
        _settings = settings;
        _observer = observer;
    }

    /// <summary>Runs a plan file to its end.</summary>
    /// <returns>What went wrong with the process itself; null when nothing did, whatever became of the steps.</returns>
    public async Task<Diagnostic?> RunAsync(string planFile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(planFile) };
        if (Start(process) is { } refused)
        {
            return refused;
        }

        var output = ReadOutputAsync(process.StandardOutput);
        var errors = ReadErrorsAsync(process.StandardError);
        await using (cancellationToken.Register(() => Cancel(process)))
        {
            await WaitAsync(process, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(output, errors).ConfigureAwait(false);
        }

        return _finished || cancellationToken.IsCancellationRequested ? null : Failure(process.ExitCode);
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
        yield return "exec";
        yield return "--depsfile";
        yield return _settings.DepsFile;
        yield return "--runtimeconfig";
        yield return _settings.RuntimeConfigFile;
        foreach (var path in _settings.ProbingPaths)
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

    private async Task ReadOutputAsync(StreamReader output)
    {
        while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            // A step's native code may have printed half a line before the record.
            var mark = line.IndexOf(WorkerProtocol.RecordMark, StringComparison.Ordinal);
            var stray = mark < 0 ? line : line[..mark];
            if (stray.Length > 0)
            {
                _observer.OnEvent(new RunEvent.StrayOutput(stray));
            }

            if (mark >= 0)
            {
                PassOn(line[(mark + 1)..]);
            }
        }
    }

    private void PassOn(string record)
    {
        RunEvent runEvent;
        try
        {
            runEvent = RunEventJson.Read(Encoding.UTF8.GetBytes(record));
        }
        catch (JsonException)
        {
            // Native output got into the middle of a record.
            _observer.OnEvent(new RunEvent.StrayOutput(record));
            return;
        }

        Follow(runEvent);
        _observer.OnEvent(runEvent);
    }

    private void Follow(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted started: _running[started.Step] = started; break;
            case RunEvent.StepCompleted completed: _running.Remove(completed.Step); break;
            case RunEvent.StepFailed failed: _running.Remove(failed.Step); break;
            case RunEvent.RunFinished: _finished = true; break;
        }
    }

    private async Task ReadErrorsAsync(StreamReader errors)
    {
        while (await errors.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (_errors.Count < KeptErrorLines)
            {
                _errors.Enqueue(line);
            }

            _observer.OnEvent(new RunEvent.StrayOutput(line));
        }
    }

    // Steps that were running when the process ended have failed with it. With none running, the process itself has.
    private Diagnostic? Failure(int exitCode)
    {
        var culprits = _running.Count == 0 ? "" : $" while running '{string.Join("', '", _running.Keys.Order(StringComparer.Ordinal))}'";
        var diagnostic = Descriptors.WorkerFailed.Of(
            DiagnosticSubject.None,
            string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}{culprits}{Meaning(exitCode)}"),
            _errors.Count == 0 ? "It printed nothing." : "It printed: " + string.Join(Environment.NewLine, _errors));
        foreach (var started in _running.Values)
        {
            _observer.OnEvent(new RunEvent.StepFailed(started.Step, started.UniqueId, 0, diagnostic.Code, diagnostic.Message, started.LogPath));
        }

        return _running.Count == 0 ? diagnostic : null;
    }

    private static string Meaning(int exitCode) => exitCode switch
    {
        134 => ": it was aborted, e.g. by a stack overflow or Environment.FailFast",
        137 => ": it was killed, e.g. for lack of memory",
        139 => ": it crashed in native code",
        150 => ": the runtime it needs is not installed",
        _ => "",
    };
}
