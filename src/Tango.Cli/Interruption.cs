using System.Runtime.InteropServices;

namespace Tango.Cli;

/// <summary>Turns Ctrl+C, SIGINT and SIGTERM into the cancellation of a command, which ends what it has started, and tells which of them it was.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;
    private int _code = Cli.ExitCode.Interrupted;

    /// <param name="cancellationToken">Cancels the command, too.</param>
    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, Cli.ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, Cli.ExitCode.Terminated)),
        ];
    }

    /// <summary>Whether the command is interrupted.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of an interrupted command.</summary>
    public int ExitCode => Volatile.Read(ref _code);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal, int code)
    {
        // Also the second time: the command ends as soon as what it has started has ended.
        signal.Cancel = true;
        if (_source.IsCancellationRequested)
            return;

        Volatile.Write(ref _code, code);
        _ = _source.CancelAsync();
    }
}
