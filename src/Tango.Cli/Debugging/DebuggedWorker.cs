using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tango.Engine;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Cli.Debugging;

/// <summary>A worker that waits for a debugger before it runs anything. It ends with this process, however that ends.</summary>
internal sealed class DebuggedWorker : IDisposable
{
    // A program that stands at a line cannot react.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Process _process;

    private DebuggedWorker(Process process) => _process = process;

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it.</summary>
    public static DebuggedWorker Start(WorkerLaunch launch)
    {
        var start = new ProcessStartInfo(launch.Host, [.. launch.Arguments, WorkerProtocol.Attached, WorkerProtocol.WaitForDebugger])
        {
            WorkingDirectory = launch.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // As builds do: the code of steps may come from anywhere.
        foreach (var variable in WorkerProcess.SecretVariables)
            start.Environment.Remove(variable);

        return new(Process.Start(start) ?? throw new CliException($"'{launch.Host}' could not be started."));
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="onEvent">Receives what happens in it; never at the same time as the other one. An exception ends it, and is thrown when it has ended.</param>
    /// <param name="onLine">Receives what its steps print.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> FollowAsync(Action<RunEvent> onEvent, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var cancel = cancellationToken.Register(() => _ = EndAsync());
        var lines = new ProcessLines(() => _ = EndAsync());
        await Task.WhenAll(
            lines.ReadAsync(_process.StandardOutput, line => Take(line, onEvent)),
            lines.ReadAsync(_process.StandardError, onLine),
            _process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false);
        lines.ThrowIfFailed();
        cancellationToken.ThrowIfCancellationRequested();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        var end = _process.WaitForExitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(WorkerProtocol.Cancel).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended.
        }

        if (await Task.WhenAny(end, Task.Delay(Grace)).ConfigureAwait(false) != end)
            _process.Kill(entireProcessTree: true);
    }

    // The worker is of the project's version, which may know more events.
    private static void Take(string line, Action<RunEvent> onEvent)
    {
        RunEvent runEvent;
        try
        {
            runEvent = RunEventJson.Read(Encoding.UTF8.GetBytes(line));
        }
        catch (JsonException)
        {
            return;
        }

        onEvent(runEvent);
    }
}
