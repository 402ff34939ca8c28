using System.Diagnostics;

namespace Tango.IO;

/// <summary>
/// Follows another program to its end. Reads all of its own output, and does not wait for output of processes that it left behind: what the program wrote is in the pipe when it
/// ends, and a pipe has a limited capacity (docs/decisions/0015).
/// </summary>
internal sealed class ChildProcess
{
    private const int BlockSize = 64 * 1024;

    // The maximum delay in milliseconds until the end is noticed if another process has the pipe open; otherwise the pipe is closed immediately.
    private const int PollInterval = 50;

    private readonly Process _process;
    private volatile bool _hasEnded;
    private volatile bool _isOpen;

    /// <param name="process">Started, with redirected output and error streams, which must not be read otherwise.</param>
    public ChildProcess(Process process) => _process = process;

    /// <summary>Waits for the end. Nothing is read afterwards.</summary>
    /// <param name="onOutput">Receives its standard output. An exception of it ends the program, and is thrown here.</param>
    /// <param name="onError">Receives its standard error. Both may be called at the same time.</param>
    /// <param name="end">Ends the program; called once, if that is requested before it has ended.</param>
    /// <returns>Whether a process that it left behind has its output open.</returns>
    public async Task<bool> FollowAsync(Action<ReadOnlySpan<byte>> onOutput, Action<ReadOnlySpan<byte>> onError, Func<Task> end, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.WhenAll(StartReading(_process.StandardOutput, onOutput, stop), StartReading(_process.StandardError, onError, stop));
        try
        {
            await _process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await end().ConfigureAwait(false);
        }
        finally
        {
            _hasEnded = true;
        }

        await reading.ConfigureAwait(false);
        return _isOpen;
    }

    /// <summary>An exit code as people know it: those of faults on Windows, which are negative, in hexadecimal digits.</summary>
    public static string Show(int exitCode) => exitCode < 0 ? TextLimits.Format($"0x{exitCode:X8}") : TextLimits.Format($"{exitCode}");

    /// <summary>Describes the signal or the fault that ended a program, from its exit code; null for other codes.</summary>
    public static string? Explain(int exitCode) => OperatingSystem.IsWindows() ? WindowsExitCodes.Explain(exitCode) : exitCode switch
    {
        130 => "interrupted",
        134 => "aborted, e.g. by a stack overflow or Environment.FailFast",
        137 => "killed, e.g. for lack of memory",
        139 => "ended by a fault in native code",
        143 => "terminated",
        _ => null,
    };

    // On a separate thread, which blocks in system calls.
    private Task StartReading(StreamReader stream, Action<ReadOnlySpan<byte>> take, CancellationTokenSource stop) =>
        Task.Factory.StartNew(() => Read(stream, take, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Read(StreamReader stream, Action<ReadOnlySpan<byte>> take, CancellationTokenSource stop)
    {
        try
        {
            if (IsOpenAfterReading(new ChildPipe(stream.BaseStream), take))
                _isOpen = true;
        }
        catch (Exception)
        {
            // The pipe is not read any more, so the program would block.
            stop.Cancel();
            throw;
        }
    }

    private bool IsOpenAfterReading(ChildPipe pipe, Action<ReadOnlySpan<byte>> take)
    {
        var block = new byte[BlockSize];
        while (!_hasEnded)
        {
            if (pipe.Wait(PollInterval) && Take(block) == 0)
                return false;
        }

        for (var rest = pipe.MaxUnread(); rest > 0 && pipe.Wait(0);)
        {
            var read = Take(block.AsSpan(0, (int)Math.Min(rest, block.Length)));
            if (read == 0)
                return false;

            rest -= read;
        }

        return !pipe.Wait(0) || pipe.Read(block) > 0;

        int Take(Span<byte> room)
        {
            var read = pipe.Read(room);
            if (read > 0)
                take(room[..read]);

            return read;
        }
    }
}
