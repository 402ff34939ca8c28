using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tango.Execution.Commands;

/// <summary>Runs a command to its end: passes on what it prints, and ends it with all that it started when it is told to, or when this process ends.</summary>
internal sealed class CommandProcess
{
    private const int KeptLines = 20;
    private const int KeptColumns = 1000;
    private const int MostSilences = 6;

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    private readonly ProcessStartInfo _start;
    private readonly StepLogger _logger;
    private readonly StringBuilder _text = new();
    private readonly Queue<string> _last = new();
    private readonly Lock _lock = new();
    private int _lines;

    public CommandProcess(ProcessStartInfo start, StepLogger logger)
    {
        _start = start;
        _logger = logger;
    }

    /// <summary>Whether what it prints on its standard output is kept.</summary>
    public bool KeepsText { get; init; }

    /// <summary>Runs it.</summary>
    /// <returns>What it printed on its standard output, if that is kept; without the last line end.</returns>
    /// <exception cref="CommandException">It could not be started, or failed.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = _start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw CommandException.NotStarted(exception.Message);
        }

        // The worker ends in a hurry when the build is gone; nobody else would end the command.
        void Kill(object? sender, EventArgs e) => KillTree(process);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        try
        {
            await FollowAsync(process, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Kill;
        }

        lock (_lock)
        {
            return process.ExitCode == 0
                ? _text.ToString().TrimEnd('\n')
                : throw CommandException.Failed(string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode}{Meaning(process.ExitCode)}"), [.. _last]);
        }
    }

    private static string Meaning(int exitCode) => OperatingSystem.IsWindows() ? "" : exitCode switch
    {
        126 => " (it may not be executed)",
        127 => " (not found)",
        130 => " (interrupted)",
        137 => " (killed, e.g. for lack of memory)",
        143 => " (terminated)",
        _ => "",
    };

    private async Task FollowAsync(Process process, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        using var letGo = new CancellationTokenSource();
        var reading = Task.WhenAll(
            ReadAsync(process.StandardOutput, KeepsText, letGo.Token),
            ReadAsync(process.StandardError, isKept: false, letGo.Token));
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await EndReadingAsync(reading, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            KillTree(process);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await letGo.CancelAsync().ConfigureAwait(false);
        }
    }

    // Servers that the command left behind (a compiler's, a build's) hold its streams open, and would be waited for for ever; longer still when they go on printing. What the
    // command itself wrote is in the pipe, and that is soon read.
    private async Task EndReadingAsync(Task reading, CancellationToken cancellationToken)
    {
        for (var silences = 0; silences < MostSilences && !reading.IsCompleted; silences++)
        {
            var before = Volatile.Read(ref _lines);
            await Task.WhenAny(reading, Task.Delay(Silence, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _lines) == before)
            {
                break;
            }
        }

        if (reading.IsCompleted)
        {
            await reading.ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(StreamReader stream, bool isKept, CancellationToken letGo)
    {
        try
        {
            while (await stream.ReadLineAsync(letGo).ConfigureAwait(false) is { } line)
            {
                Take(line, isKept);
                Interlocked.Increment(ref _lines);
            }
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            // The command has ended; what holds its streams open is no longer its own.
        }
    }

    private void Take(string line, bool isKept)
    {
        lock (_lock)
        {
            if (isKept)
            {
                _text.Append(line).Append('\n');
            }

            if (_last.Count == KeptLines)
            {
                _last.Dequeue();
            }

            _last.Enqueue(line.Length <= KeptColumns ? line : string.Concat(line.AsSpan(0, KeptColumns), "…"));
        }

        _logger.Info(line);
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or part of it: which is what was wanted.
        }
    }
}
