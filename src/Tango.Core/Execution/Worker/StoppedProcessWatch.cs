namespace Tango.Execution.Worker;

/// <summary>
/// Notices that a worker was stopped by a signal (SIGSTOP) and does not continue: its own time limits stand still with it. A debugger stops a process in another way, and a whole
/// build that was suspended (Ctrl+Z) is not watched meanwhile: only what is found stopped again and again counts.
/// </summary>
internal sealed class StoppedProcessWatch
{
    /// <summary>How often it must be found stopped, without a break.</summary>
    public const int MaxStopped = 10;

    private readonly Func<char?> _state;
    private readonly Action _onStopped;
    private int _stopped;

    /// <param name="state">The state of the process, as the system names it: <c>T</c> for a stopped one; null if it is unknown.</param>
    /// <param name="onStopped">Called once when it is stopped and does not continue.</param>
    public StoppedProcessWatch(Func<char?> state, Action onStopped)
    {
        _state = state;
        _onStopped = onStopped;
    }

    /// <summary>Reads the state of a process on Linux; null on other systems, and when the process has ended.</summary>
    public static char? StateOf(int process)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        try
        {
            // The name in parentheses may contain anything; the state is after it.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Looks at the process. Called again and again, never by two at once.</summary>
    public void Look()
    {
        _stopped = _state() == 'T' ? _stopped + 1 : 0;
        if (_stopped == MaxStopped)
            _onStopped();
    }

    /// <summary>Looks at the process in intervals, until that is cancelled.</summary>
    public async Task RunAsync(TimeSpan interval, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                Look();
        }
        catch (OperationCanceledException)
        {
            // The process has ended.
        }
    }
}
