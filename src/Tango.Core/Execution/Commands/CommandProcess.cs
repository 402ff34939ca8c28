using System.ComponentModel;
using System.Diagnostics;
using Tango.Diagnostics;
using Tango.Execution.Running;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>Runs a command to its end: passes on its output, and ends it with all processes that it started when it is cancelled or this process ends.</summary>
internal sealed class CommandProcess
{
    private readonly ProcessStartInfo _start;
    private readonly StepLog _log;
    private readonly CommandLog _printed;

    /// <param name="start">Its command line and environment, which contains the step's work directory.</param>
    public CommandProcess(ProcessStartInfo start, StepLog log)
    {
        _start = start;
        _log = log;
        _printed = new CommandLog(log);
    }

    /// <summary>Receives the bytes of its standard output in addition to the log; null: only the log does.</summary>
    public PrintedBytes? Output { get; init; }

    /// <summary>Whether this process has no other child while the command runs; asked when it has ended.</summary>
    public Func<bool> IsOnlyChild { get; init; } = static () => false;

    /// <summary>Receives what it took, with the processes that it waited for.</summary>
    public Action<ResourceUsage> OnMeasured { get; init; } = static _ => { };

    /// <summary>Runs it. When this returns, all of its own output was read.</summary>
    /// <exception cref="CommandException">It could not be started, or failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = _start };
        ExitUsage? usage;
        try
        {
            usage = ExitUsage.Start(process);
        }
        catch (Win32Exception exception)
        {
            throw CommandException.NotStarted(WorkingFolder.FindFault(_start.WorkingDirectory) ?? exception.Message);
        }

        // The worker exits immediately when the build's process has ended; no other process would end the command.
        var tree = new ProcessTree(process, _start.Environment[CommandVariables.Work]!);
        void Kill(object? sender, EventArgs e) => tree.KillAll();
        AppDomain.CurrentDomain.ProcessExit += Kill;
        var measured = ResourceUsage.Unknown;
        try
        {
            await FollowAsync(process, tree, cancellationToken).ConfigureAwait(false);

            // One that was ended has not waited for what it started.
            measured = usage is null ? measured : await usage.ReadAsync(IsOnlyChild()).ConfigureAwait(false);
        }
        finally
        {
            usage?.Dispose();
            OnMeasured(measured);
            AppDomain.CurrentDomain.ProcessExit -= Kill;
        }

        if (process.ExitCode != 0)
        {
            var meaning = Explain(process.ExitCode) is { } known ? $" ({known})" : "";
            throw CommandException.Failed($"exited with code {ChildProcess.Show(process.ExitCode)}{meaning}", _printed.Last);
        }
    }

    // The first three codes are those of shells.
    private static string? Explain(int exitCode) => exitCode switch
    {
        126 when !OperatingSystem.IsWindows() => "not executable",
        127 when !OperatingSystem.IsWindows() => "not found",
        9009 when OperatingSystem.IsWindows() => "not found",
        _ => ChildProcess.Explain(exitCode),
    };

    private async Task FollowAsync(Process process, ProcessTree tree, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        LineCutter output = new(), errors = new();
        var isOpen = await new ChildProcess(process).FollowAsync(AddOutput, bytes => _printed.AppendErrors(errors.Add(bytes)), EndAsync, cancellationToken).ConfigureAwait(false);
        _printed.AppendOutput(output.End());
        _printed.AppendErrors(errors.End());
        cancellationToken.ThrowIfCancellationRequested();
        if (isOpen)
            _log.Write(StepLogLevel.Info, "The command has ended, but a process that it started still has its output open: what that process prints from now on is not logged.");

        void AddOutput(ReadOnlySpan<byte> bytes)
        {
            Output?.Add(bytes);
            _printed.AppendOutput(output.Add(bytes));
        }

        async Task EndAsync()
        {
            if (await tree.EndAsync().ConfigureAwait(false) is { Count: > 0 } living)
                _log.Write(StepLogLevel.Warning, $"These processes of the command still run and cannot be stopped: {NameList.Join(living)}.");
        }
    }
}
